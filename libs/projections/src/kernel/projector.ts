import {
  BSON,
  MongoBulkWriteError,
  MongoInvalidArgumentError,
  MongoServerError,
  type AnyBulkWriteOperation,
  type Collection,
} from 'mongodb';
import type { RecordedEvent } from '@usance/event-store';
import type { Lease } from './lease';
import { foldOnce, type Fields, type Projection, type Stored } from './projection';
import type { ReadModels } from './read-models';

/** An event that a projection cannot take in. It stops there; going on would make every figure after it wrong. */
export class PoisonEvent extends Error {
  constructor(projection: string, event: RecordedEvent, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${projection} cannot take in ${event.type} ${event.id} (${event.stream}@${event.revision}, position ${event.position}): ${why}`,
      { cause },
    );
    this.name = 'PoisonEvent';
  }
}

/** What a page makes of the documents is nothing that the database can hold; trying again cannot help. */
export class UnstorablePage extends Error {
  constructor(projection: string, page: readonly RecordedEvent[], cause: Error) {
    const [first, last] = [page[0], page.at(-1)];
    super(
      `${projection} cannot store what ${first?.id} (${first?.stream}@${first?.revision}) to ${last?.id} (${last?.stream}@${last?.revision}) lead to: ${cause.message}`,
      { cause },
    );
    this.name = 'UnstorablePage';
  }
}

/** Keeps one collection level with the log. The only writer of it, as long as its lease holds. */
export class Projector {
  private readonly collection: Collection<Stored<Fields>>;
  /** Everything up to here is in the collection; the checkpoint follows. */
  position: bigint;

  constructor(
    models: ReadModels,
    readonly projection: Projection,
    readonly lease: Lease,
    private readonly onChanged?: (documents: readonly Stored<Fields>[]) => void,
  ) {
    this.collection = models.db.collection<Stored<Fields>>(lease.collection);
    this.position = lease.position;
  }

  /** Creates what queries need. */
  async prepare(): Promise<void> {
    if (this.projection.indexes.length > 0) await this.collection.createIndexes([...this.projection.indexes]);
  }

  /**
   * Takes in a page: loads the documents that it touches, folds, writes each once, guarded by its position. A crash in between
   * replays events that some documents hold already; those skip them.
   */
  async apply(page: readonly RecordedEvent[]): Promise<void> {
    const last = page.at(-1);
    if (!last || last.position <= this.position) return;
    const touches = page
      .filter(({ position }) => position > this.position)
      .flatMap((event) => this.touched(event).map((key) => ({ key, event })));
    if (touches.length > 0) await this.write(this.fold(touches, await this.load(touches)), page);
    // A page that was given up and comes through after all takes nothing back.
    if (last.position > this.position) this.position = last.position;
  }

  private touched(event: RecordedEvent): readonly string[] {
    try {
      return this.projection.documents(event);
    } catch (error) {
      throw new PoisonEvent(this.projection.name, event, error);
    }
  }

  private async load(touches: readonly { key: string }[]): Promise<Map<string, Stored<Fields>>> {
    const keys = [...new Set(touches.map(({ key }) => key))];
    const found = await this.collection.find({ _id: { $in: keys } }).toArray();
    return new Map(found.map((document) => [document._id, document as Stored<Fields>]));
  }

  private fold(
    touches: readonly { key: string; event: RecordedEvent }[],
    documents: Map<string, Stored<Fields>>,
  ): Stored<Fields>[] {
    const changed = new Set<string>();
    for (const { key, event } of touches) {
      const before = documents.get(key);
      try {
        const after = foldOnce(this.projection, before, event, key);
        if (!after || after === before) continue;
        documents.set(key, after);
        changed.add(key);
      } catch (error) {
        throw new PoisonEvent(this.projection.name, event, error);
      }
    }
    return [...changed].flatMap((key) => documents.get(key) ?? []);
  }

  private async write(documents: readonly Stored<Fields>[], page: readonly RecordedEvent[]): Promise<void> {
    if (documents.length === 0) return;
    const operations = documents.map((document): AnyBulkWriteOperation<Stored<Fields>> => ({
      replaceOne: { filter: { _id: document._id, position: { $lt: document.position } }, replacement: document, upsert: true },
    }));
    try {
      await this.collection.bulkWrite(operations, { ordered: false });
    } catch (error) {
      if (isUnstorable(error)) throw new UnstorablePage(this.projection.name, page, error);
      if (!(error instanceof MongoBulkWriteError) || !onlyAppliedAlready(error)) throw error;
    }
    this.onChanged?.(documents);
  }
}

const DUPLICATE_KEY = 11_000;
const DOCUMENT_TOO_LARGE = 10_334;

/** A guarded upsert that meets a newer document tries to insert and clashes: the event is in already. */
const onlyAppliedAlready = ({ writeErrors, result }: MongoBulkWriteError): boolean => {
  const errors = [writeErrors].flat();
  return errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY) && !result.getWriteConcernError();
};

/** The documents are at fault, not the connection or the server. */
const isUnstorable = (error: unknown): error is Error =>
  isBeyondTheBuffer(error) ||
  error instanceof BSON.BSONError ||
  error instanceof MongoInvalidArgumentError ||
  (error instanceof MongoServerError && error.code === DOCUMENT_TOO_LARGE);

/** The driver finds a document too large when it writes past the end of its buffer. */
const isBeyondTheBuffer = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';
