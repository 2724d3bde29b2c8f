import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenFile, openFile } from '../../document-server/storage/file';
import { lockFolder } from '../../document-server/storage/lock';
import { Appender, Outcome } from './appender';
import { Index } from './index-of-log';
import { Log, Say } from './log';
import { Pages } from './pages';
import type { Positions } from './positions';
import { ProposedEvent, StoredEvent } from './record';
import { Segments } from './segments';
import { Stream, Streams, StreamState } from './streams';

export interface StoreOptions {
  readonly dataDir: string;
  readonly log?: Say;
  readonly openFile?: OpenFile;
}

type Wake = () => void;

/** Hands the records of a frame to the index. */
const loadFrame = (index: Index, payload: Buffer, position: number): void => {
  for (let at = 0; at < payload.length;) {
    const length = payload.readUInt32LE(at);
    const event = new StoredEvent(position + at, payload.subarray(at, at + length));
    index.add(index.streams.obtain(event.stream), event.position, event);
    at += length;
  }
};

/** The events: on disk in a log, in memory an index of where they are. */
export class Store {
  private readonly listeners = new Map<string, Set<Wake>>();
  private readonly listenersToAll = new Set<Wake>();

  private readonly pages: Pages;
  private readonly appender: Appender;

  private constructor(
    private readonly index: Index,
    private readonly log: Log,
    private readonly unlock: () => void,
    say: Say,
  ) {
    this.pages = new Pages(log);
    this.appender = new Appender(index, log, this.pages, { say, announce: (streams) => this.announce(streams) });
  }

  static async open(options: StoreOptions): Promise<Store> {
    await mkdir(options.dataDir, { recursive: true });
    const unlock = lockFolder(options.dataDir);
    try {
      const index = new Index();
      const path = join(options.dataDir, 'events.log');
      const say = options.log ?? ((): void => undefined);
      const files = await Segments.open(path, options.openFile ?? openFile);
      const log = await Log.open(files, say, (payload, position) => loadFrame(index, payload, position));
      index.commit();
      return new Store(index, log, unlock, say);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** The positions of all events, in order. */
  get all(): Positions {
    return this.index.all;
  }

  get streams(): Streams {
    return this.index.streams;
  }

  /** A stream's state as it is to be seen. */
  seen(name: string): StreamState {
    return this.index.streams.seen(name);
  }

  /** The end of what is durable, as a position. */
  get end(): number {
    return this.log.end;
  }

  /** The event at a position that the index knows. */
  event(position: number): StoredEvent | Promise<StoredEvent> {
    return this.pages.event(position);
  }

  append(stream: string, expected: bigint, events: readonly ProposedEvent[], deadline?: number): Promise<Outcome> {
    return this.appender.submit({ kind: 'append', stream, expected, events, deadline });
  }

  /** Deletes a stream: for good, or until it is written to again. */
  delete(stream: string, expected: bigint, forGood: boolean): Promise<Outcome> {
    return this.appender.submit({ kind: forGood ? 'tombstone' : 'delete', stream, expected, events: [] });
  }

  /** Calls back after each change of a stream, or of any; answers how to stop. */
  listen(stream: string | undefined, wake: Wake): () => void {
    if (stream === undefined) {
      this.listenersToAll.add(wake);
      return () => void this.listenersToAll.delete(wake);
    }
    const listeners = this.listeners.get(stream) ?? new Set();
    this.listeners.set(stream, listeners.add(wake));
    return () => {
      listeners.delete(wake);
      if (listeners.size === 0 && this.listeners.get(stream) === listeners) this.listeners.delete(stream);
    };
  }

  private announce(streams: readonly Stream[]): void {
    for (const wake of this.listenersToAll) wake();
    if (this.listeners.size === 0) return;
    for (const stream of streams) for (const wake of this.listeners.get(stream.name) ?? []) wake();
  }

  /** Takes no more changes, and waits until those that are under way are durable. */
  drain(): Promise<void> {
    return this.appender.close();
  }

  /** Writes what is under way, then lets go of the folder. */
  async close(): Promise<void> {
    await this.drain();
    await this.log.close();
    this.unlock();
  }
}
