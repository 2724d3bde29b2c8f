import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerError } from '../errors';
import { doc } from '../values/doc';
import { Batch } from './batch';
import { Collection } from './collection';
import { copyCollections, isDue } from './compaction';
import { OpenFile, openFile } from './file';
import type { IndexSpec } from './index';
import { lockFolder } from './lock';
import { Log, Say } from './log';
import { Loader } from './loader';
import { createRecord, indexRecord } from './records';

interface Waiting {
  readonly batch: Batch;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A compacted log that waits to take over. */
interface Successor {
  readonly log: Log;
  /** How many batches must be durable before. */
  readonly after: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface EngineOptions {
  readonly dataDir: string;
  readonly log?: Say;
  readonly openFile?: OpenFile;
  /** Below this size the log is not compacted. */
  readonly compactFrom?: number;
}

/** The data: databases of collections in memory, and the log that makes their changes durable. */
export class Engine {
  readonly databases = new Map<string, Map<string, Collection>>();
  /** Batches applied in memory and not yet durable, in order. */
  private waiting: Waiting[] = [];
  private inFlight: readonly Waiting[] = [];
  private flushing: Promise<void> | undefined;
  private compacting: Promise<void> | undefined;
  private nextId = 1;
  private closed = false;
  private committed = 0;
  private flushed = 0;
  /** After a compaction that failed: not again below this size. */
  private retryFrom = 0;
  /** What a running compaction has to append behind its copy. */
  private delta: Buffer[] | undefined;
  /** Set when a running compaction may have copied what was undone since. */
  private spoiled = false;
  private successor: Successor | undefined;

  private constructor(
    private readonly log: Log,
    private readonly unlock: () => void,
    private readonly say: Say,
    private readonly compactFrom: number,
  ) {}

  static async open(options: EngineOptions): Promise<Engine> {
    await mkdir(options.dataDir, { recursive: true });
    const say = options.log ?? ((): void => undefined);
    const unlock = lockFolder(options.dataDir);
    try {
      const loader = new Loader();
      const log = await Log.open(join(options.dataDir, 'documents.log'), options.openFile ?? openFile, say, (record, bytes) =>
        loader.apply(record, bytes),
      );
      const engine = new Engine(log, unlock, say, options.compactFrom ?? 4 * 1024 * 1024);
      engine.nextId = loader.finish(engine.databases);
      return engine;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** A collection, or undefined when there is none. */
  find(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name);
  }

  /** A collection, made when there is none. */
  ensure(database: string, name: string, batch: Batch): Collection {
    return this.find(database, name) ?? this.create(database, name, batch);
  }

  create(database: string, name: string, batch: Batch): Collection {
    const collection = new Collection(this.nextId++, database, name, randomBytes(16));
    batch.record(createRecord(collection));
    this.attach(collection);
    batch.undo(() => this.detach(collection));
    return collection;
  }

  drop(collection: Collection, batch: Batch): void {
    batch.record(doc({ drop: collection.id }));
    this.detach(collection);
    batch.undo(() => this.attach(collection));
  }

  rename(collection: Collection, database: string, name: string, batch: Batch): void {
    const before = { database: collection.database, name: collection.name };
    batch.record(doc({ rename: collection.id, db: database, name }));
    this.move(collection, database, name);
    batch.undo(() => this.move(collection, before.database, before.name));
  }

  createIndex(collection: Collection, spec: IndexSpec, batch: Batch): void {
    const index = collection.buildIndex(spec);
    batch.record(indexRecord(collection, spec));
    collection.indexes.set(spec.name, index);
    batch.undo(() => collection.indexes.delete(spec.name));
  }

  dropIndex(collection: Collection, name: string, batch: Batch): void {
    const index = collection.indexes.get(name);
    if (!index) return;
    batch.record(doc({ dropIndex: collection.id, name }));
    collection.indexes.delete(name);
    batch.undo(() => collection.indexes.set(name, collection.buildIndex(index.spec)));
  }

  private attach(collection: Collection): void {
    let names = this.databases.get(collection.database);
    if (!names) this.databases.set(collection.database, (names = new Map<string, Collection>()));
    names.set(collection.name, collection);
  }

  private detach(collection: Collection): void {
    const names = this.databases.get(collection.database);
    names?.delete(collection.name);
    if (names?.size === 0) this.databases.delete(collection.database);
  }

  private move(collection: Collection, database: string, name: string): void {
    this.detach(collection);
    collection.database = database;
    collection.name = name;
    this.attach(collection);
  }

  /** Makes a batch durable together with all others that wait; when that fails, it and all later ones are undone and refused. */
  commit(batch: Batch): Promise<void> {
    if (batch.isEmpty) return Promise.resolve();
    if (this.closed) {
      batch.rollback();
      return Promise.reject(new ServerError(91, 'The server is shutting down'));
    }
    this.committed++;
    const durable = new Promise<void>((done, failed) => this.waiting.push({ batch, done, failed }));
    this.flushing ??= this.flush();
    return durable;
  }

  private async flush(): Promise<void> {
    await Promise.resolve(); // let the commands of this turn join
    for (;;) {
      if (this.successor && this.flushed >= this.successor.after) await this.takeOver(this.successor.log);
      else if (this.waiting.length > 0) await this.flushGroup();
      else if (!this.successor) break;
    }
    this.flushing = undefined;
  }

  private async flushGroup(): Promise<void> {
    const group = this.waiting;
    this.inFlight = group;
    this.waiting = [];
    const records = group.map(({ batch }) => batch.bytes);
    try {
      await this.log.append(records);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.inFlight = [];
    this.flushed += group.length;
    this.delta?.push(...records);
    for (const { done } of group) done();
    this.compactWhenDue();
  }

  private fail(error: unknown): void {
    const all = [...this.inFlight, ...this.waiting];
    this.inFlight = [];
    this.waiting = [];
    this.flushed += all.length;
    this.spoiled = true;
    for (const { batch } of [...all].reverse()) batch.rollback();
    const refusal = storageError(error);
    this.say(`a write could not be made durable and was refused: ${refusal.message}`);
    for (const { failed } of all) failed(refusal);
  }

  /** Bytes of the log that are current. */
  get live(): number {
    let live = 0;
    for (const names of this.databases.values()) for (const collection of names.values()) live += collection.live;
    return live;
  }

  get logSize(): number {
    return this.log.size;
  }

  private compactWhenDue(): void {
    if (this.compacting || this.closed || !isDue(this.log.size, this.live, Math.max(this.compactFrom, this.retryFrom))) return;
    this.compacting = this.compact().finally(() => (this.compacting = undefined));
  }

  /** Copies the current documents while writes go on; what they add meanwhile follows behind the copy. */
  private async compact(): Promise<void> {
    this.delta = [];
    this.spoiled = false;
    let next: Log | undefined;
    try {
      next = await this.log.successor();
      const collections = [...this.databases.values()].flatMap((names) => [...names.values()]);
      await copyCollections(collections, next, () => this.closed || this.spoiled);
      const log = next;
      // The copy may hold what is not durable yet: it takes over only when everything committed until now is.
      await new Promise<void>((done, failed) => {
        this.successor = { log, after: this.committed, done, failed };
        this.flushing ??= this.flush();
      });
    } catch (error) {
      this.retryFrom = this.log.size * 1.5;
      if (!this.closed) this.say(`log not compacted: ${(error as Error).message}`);
      await next?.discard();
    } finally {
      this.delta = undefined;
    }
  }

  /** Runs between two appends. */
  private async takeOver(next: Log): Promise<void> {
    const { done, failed } = this.successor as Successor;
    const before = this.log.size;
    this.successor = undefined;
    try {
      if (this.spoiled) throw new Error('a write failed meanwhile');
      if (this.delta && this.delta.length > 0) await next.append(this.delta);
      await this.log.replaceBy(next);
      this.retryFrom = 0;
      this.say(`log compacted from ${before} to ${this.log.size} bytes`);
      done();
    } catch (error) {
      failed(error);
    }
  }

  /** Waits for what is under way, closes the file and gives the folder back. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    while (this.flushing) await this.flushing;
    await this.compacting;
    await this.log.close();
    this.unlock();
  }
}

const storageError = (error: unknown): ServerError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ServerError(14031, `No space left for the write: ${message}`);
  return new ServerError(39, `The write could not be stored: ${message}`);
};
