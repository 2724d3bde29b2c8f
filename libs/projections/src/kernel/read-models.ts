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
  /** building: a new version that is followed, and does not answer yet. unowned: nobody keeps it level. */
  readonly state: 'running' | 'building' | 'stopped' | 'unowned';
  readonly reason?: string;
}

/** A read model in the version that somebody knows: what may be read of it, and asked about it. */
export type Versioned = Pick<Projection, 'name' | 'version'>;

/**
 * The collection that answers for a read model is of another version than the one that asks, who might misread its documents.
 * `position`: how far the version of the one who asks is.
 */
export class OtherVersionAnswers extends Error {
  constructor({ name, version }: Versioned, live: string, position: bigint) {
    super(
      versionOf(live) < version
        ? `${name} is being built in version ${version}, and is at position ${position}; ${live} answers until it is level`
        : `${live} answers for ${name}: this process knows version ${version} only; use one of a later release`,
    );
    this.name = 'OtherVersionAnswers';
  }
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

  /** How far each collection is, and who may write it. */
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

  /**
   * Opens a read model for a query. The position is read before the data, so the data is at least as new. Fails with
   * `OtherVersionAnswers` while the collection that answers is of another version.
   */
  async open<Doc extends Fields>(readModel: Versioned): Promise<Opened<Doc>> {
    const { collection, live = collection } = await this.collectionOf(readModel);
    const progress = await this.inTime(this.progress.findOne({ _id: collection }));
    const position = progress?.position ?? 0n;
    if (live !== collection) throw new OtherVersionAnswers(readModel, live, position);
    return { collection: this.db.collection<Stored<Doc>>(collection), position };
  }

  /** Whether a query of this version can be answered: the collection that answers is of it, or there is none yet. */
  async answers(readModel: Versioned): Promise<boolean> {
    const { collection, live = collection } = await this.collectionOf(readModel);
    return live === collection;
  }

  /** The collection that answers; and the one of the version: the same, unless another version answers. */
  private async collectionOf({ name, version }: Versioned): Promise<{ live?: string; collection: string }> {
    const live = await this.live(name);
    return { live, collection: live !== undefined && versionOf(live) === version ? live : collectionName(name, version) };
  }

  /** Waits until the read models have reached the position. Answers whether they have, in time (milliseconds). */
  async waitFor(names: readonly string[], position: bigint, waitMs: number): Promise<boolean> {
    return this.watch.reached(names, position, waitMs);
  }

  private async positionsOf(names: readonly string[]): Promise<Positions> {
    const lives = await Promise.all(names.map(async (name) => [name, (await this.live(name)) ?? ''] as const));
    const progress = await this.progressOf(lives.map(([, live]) => live));
    return new Map(lives.map(([name, live]) => [name, progress.get(live)?.position ?? 0n]));
  }

  /** How far collections are, by their names. */
  private async progressOf(collections: readonly string[]): Promise<Map<string, Progress>> {
    const found = await this.inTime(this.progress.find({ _id: { $in: [...collections] } }).toArray());
    return new Map(found.map((progress) => [progress._id, progress]));
  }

  /** How each read model stands, in the version that is asked for. */
  async status(readModels: readonly Versioned[]): Promise<ReadModelStatus[]> {
    const all = await Promise.all(
      readModels.map(async (readModel) => ({ ...readModel, ...(await this.collectionOf(readModel)) })),
    );
    const progress = await this.progressOf(all.map(({ collection }) => collection));
    return all.map(({ name, live, collection }) => {
      const status = statusOf(name, progress.get(collection));
      return status.state === 'running' && live !== collection ? { ...status, state: 'building' } : status;
    });
  }

  /** Whether the database answers. */
  async ping(): Promise<void> {
    await this.inTime(this.db.command({ ping: 1 }));
  }

  /** Disconnects. */
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

/** Which database, and how patiently. */
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
