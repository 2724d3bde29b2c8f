import { MongoClient, type Collection, type Db } from 'mongodb';
import { PositionWatch, type Positions } from './position-watch';
import type { Fields, Projection, Stored } from './projection';

/** How far a collection follows the log, and who may write it. */
export interface Progress {
  /** The collection's name. */
  readonly _id: string;
  /** Everything up to here is in. */
  readonly position: bigint;
  readonly owner?: string;
  /** Counts the owners: a write of a former one is told by it. */
  readonly token?: bigint;
  readonly expiresAt?: Date;
  readonly state?: 'running' | 'stopped';
  /** Why it stopped. */
  readonly reason?: string;
}

interface Pointer {
  /** The read model's name. */
  readonly _id: string;
  /** The collection that answers. */
  readonly live: string;
}

/** The collection that answers for a read model now, and a position that everything in it has reached. */
export interface Opened<Doc extends Fields> {
  readonly collection: Collection<Stored<Doc>>;
  readonly position: bigint;
}

/** How a read model stands, for those who watch. */
export interface ReadModelStatus {
  readonly name: string;
  readonly collection: string;
  readonly position: bigint;
  readonly state: 'running' | 'stopped' | 'unowned';
  readonly reason?: string;
}

/** The database did not answer in time. Whether what was asked of it took place is not known. */
export class ReadSideSilent extends Error {
  constructor(waitedMs: number) {
    super(`the database of the read models did not answer within ${waitedMs} ms`);
    this.name = 'ReadSideSilent';
  }
}

const POINTER_LIFE_MS = 500;
const PATIENCE_MS = 20_000;

/** The read side's database: which collection answers for which read model, and how far each one is. */
export class ReadModels {
  private readonly pointers = new Map<string, { live: string; until: number }>();
  private readonly watch = new PositionWatch((names) => this.positionsOf(names));

  constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * Waits for the database, but not for ever: the driver never ends an operation that starts at the moment in which its connection
   * breaks. Fails with `ReadSideSilent`.
   */
  async inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new ReadSideSilent(this.patienceMs)), this.patienceMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  get progress(): Collection<Progress> {
    return this.db.collection('progress');
  }

  private get readModels(): Collection<Pointer> {
    return this.db.collection('read_models');
  }

  /** The live collection of a read model; undefined before its first event is projected. */
  async live(name: string): Promise<string | undefined> {
    const known = this.pointers.get(name);
    if (known && known.until > performance.now()) return known.live;
    const pointer = await this.inTime(this.readModels.findOne({ _id: name }));
    if (pointer) this.pointers.set(name, { live: pointer.live, until: performance.now() + POINTER_LIFE_MS });
    return pointer?.live;
  }

  /** Makes the collection the one that answers. */
  async flip(name: string, live: string): Promise<void> {
    await this.inTime(this.readModels.updateOne({ _id: name }, { $set: { live } }, { upsert: true }));
    this.pointers.delete(name);
  }

  /** Opens a read model for a query. The position is read before the data, so the data is at least as new. */
  async open<Doc extends Fields>({ name, version }: Pick<Projection<Doc>, 'name' | 'version'>): Promise<Opened<Doc>> {
    const live = (await this.live(name)) ?? collectionName(name, version);
    const progress = await this.inTime(this.progress.findOne({ _id: live }));
    return { collection: this.db.collection<Stored<Doc>>(live), position: progress?.position ?? 0n };
  }

  /** Waits until the read models have reached the position. Answers whether they have, in time (milliseconds). */
  async waitFor(names: readonly string[], position: bigint, waitMs: number): Promise<boolean> {
    return this.watch.reached(names, position, waitMs);
  }

  private async positionsOf(names: readonly string[]): Promise<Positions> {
    const progress = await this.progressOf(names);
    return new Map([...progress].map(([name, { position }]) => [name, position]));
  }

  /** How far the live collection of each read model is, by the read model's name. */
  private async progressOf(names: readonly string[]): Promise<Map<string, Progress>> {
    const lives = await Promise.all(names.map(async (name) => [name, await this.live(name)] as const));
    const found = await this.inTime(this.progress.find({ _id: { $in: lives.flatMap(([, live]) => live ?? []) } }).toArray());
    const byCollection = new Map(found.map((progress) => [progress._id, progress]));
    return new Map(
      lives.flatMap(([name, live = '']) => {
        const progress = byCollection.get(live);
        return progress ? [[name, progress] as const] : [];
      }),
    );
  }

  /** How each read model stands. */
  async status(names: readonly string[]): Promise<ReadModelStatus[]> {
    const progress = await this.progressOf(names);
    return names.map((name) => statusOf(name, progress.get(name)));
  }

  /** Whether the database answers. */
  async ping(): Promise<void> {
    await this.inTime(this.db.command({ ping: 1 }));
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

const statusOf = (name: string, progress: Progress | undefined): ReadModelStatus => {
  if (!progress) return { name, collection: '', position: 0n, state: 'unowned' };
  const { _id: collection, position, reason } = progress;
  return { name, collection, position, state: stateOf(progress), ...(reason === undefined ? {} : { reason }) };
};

const stateOf = ({ state, expiresAt }: Progress): ReadModelStatus['state'] => {
  if (state === 'stopped') return 'stopped';
  return expiresAt && expiresAt.getTime() > Date.now() ? 'running' : 'unowned';
};

/** `exposure_v1`, and `exposure_v1_2` for its second rebuild. */
export const collectionName = (name: string, version: number, generation = 0): string =>
  `${name}_v${version}${generation > 0 ? `_${generation}` : ''}`;

/** The version of the read model that a collection holds. */
export const versionOf = (collection: string): number => Number(/_v(\d+)(?:_\d+)?$/.exec(collection)?.[1] ?? 0);

export interface ConnectOptions {
  /** `usance` when absent. */
  readonly database?: string;
  /** How long an operation may take until it counts as failed. */
  readonly patienceMs?: number;
}

/** Connects to the read side's database. Fails when no server answers within a few seconds. */
export const connectReadModels = async (
  url: string,
  { database = 'usance', patienceMs }: ConnectOptions = {},
): Promise<ReadModels> => {
  const client = new MongoClient(url, {
    useBigInt64: true, // amounts and positions are 64-bit integers; as numbers they would lose digits
    ignoreUndefined: true, // an absent optional field is not a null
    serverSelectionTimeoutMS: 5_000,
  });
  await client.connect();
  return new ReadModels(client, client.db(database), patienceMs);
};
