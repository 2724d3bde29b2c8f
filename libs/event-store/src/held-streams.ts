import type { Context, Seen } from '@usance/domain';
import type { EventStore } from './event-store';
import { HeldStream } from './held-stream';
import type { SnapshotStore } from './snapshots';
import type { Watch } from './watch';

/** Told of what costs time but no correctness. */
export type Warn = (message: string, details: Record<string, unknown>) => void;

export interface HeldStreamsOptions {
  readonly store: EventStore;
  readonly snapshots?: SnapshotStore;
  /** Knows which streams went on. None: a look always reads. */
  readonly watch?: Watch;
  readonly warn: Warn;
  /** How many events' worth of state is kept in memory, all streams together. */
  readonly cachedEvents: number;
  /** A stream is packed when it has so many events more than its snapshot, and a tenth of its length. */
  readonly snapshotEvery: number;
  /** A stream that rests for so long is packed when it has an eighth of that more. */
  readonly restMs: number;
}

/** A stream in the cache. */
interface Held {
  readonly stream: HeldStream;
  /** While it is read for the first time. */
  loading: Promise<void> | undefined;
  /** While commands are decided on it. */
  inUse: boolean;
  /** What it counts for; nothing while it is loaded or in use, and then it is not let go of. */
  weight: number;
}

/**
 * The streams that a runner holds in memory, bounded: the longest unused goes first. A cache, and nothing but. One object a stream,
 * for the commands on it and for those that look at it: its state is immutable, and only ever replaced by a newer one.
 */
export class HeldStreams {
  private readonly held = new Map<string, Held>();
  /** Packings under way, by stream: one after another, so that an older one never takes the place of a newer. */
  private readonly packing = new Map<HeldStream, Promise<void>>();
  /** Streams that will be packed when they rest. */
  private readonly resting = new Map<HeldStream, NodeJS.Timeout>();
  private events = 0;

  constructor(private readonly options: HeldStreamsOptions) {
    options.watch?.tell((stream, revision) => this.held.get(stream)?.stream.hear(revision));
  }

  /**
   * Lets commands be decided on the stream as far as it is known, read from the store when it is not held; `fresh`: it was read just
   * now. One at a time on a stream.
   */
  async use(name: string, context: Context, work: (stream: HeldStream, fresh: boolean) => Promise<void>): Promise<void> {
    const fresh = !this.held.has(name);
    const held = this.find(name, context);
    this.count(held, 0);
    held.inUse = true;
    try {
      await held.loading;
      await work(held.stream, fresh);
    } finally {
      held.inUse = false;
      this.keep(held);
    }
  }

  /** The newest state: at once when the watch knows that it is held, else everything that was acknowledged before is read. */
  look(name: string, context: Context): Seen | Promise<Seen> {
    const held = this.held.get(name);
    const isNewest = held && !held.loading && held.stream.revision >= held.stream.heard;
    if (!isNewest || !this.options.watch?.covers(context.decider.category)) return this.read(name, context);
    this.find(name, context);
    return seen(held.stream);
  }

  /** The state after everything that the store has acknowledged before the call. */
  async read(name: string, context: Context): Promise<Seen> {
    const isHeld = this.held.has(name);
    const held = this.find(name, context);
    await held.loading;
    if (isHeld) await held.stream.bringForward(this.options.store);
    if (!held.inUse) this.keep(held);
    return seen(held.stream);
  }

  /** The place of the stream, now the one used last. */
  private find(name: string, context: Context): Held {
    const known = this.held.get(name);
    const held: Held = known ?? { stream: new HeldStream(name, context), loading: undefined, inUse: false, weight: 0 };
    this.held.delete(name);
    this.held.set(name, held);
    if (!known) held.loading = this.load(held);
    return held;
  }

  private async load(held: Held): Promise<void> {
    const { stream } = held;
    try {
      const snapshot = await this.options.snapshots?.load(stream.name);
      if (snapshot)
        await stream
          .unpack(snapshot)
          .catch((error: unknown) => this.options.warn('a snapshot cannot be read', { stream: stream.name, error }));
      await stream.bringForward(this.options.store);
    } catch (error) {
      this.held.delete(stream.name);
      throw error;
    } finally {
      held.loading = undefined;
    }
  }

  /** Counts the stream, packs it in time, and lets go of what is too much. */
  private keep(held: Held): void {
    if (this.held.get(held.stream.name) !== held) return;
    this.count(held, Number(held.stream.revision) + 2);
    this.packInTime(held.stream);
    for (const [name, oldest] of this.held) {
      if (this.events <= this.options.cachedEvents) break;
      if (oldest === held || oldest.weight === 0) continue;
      this.held.delete(name);
      this.count(oldest, 0);
    }
  }

  private count(held: Held, weight: number): void {
    this.events += weight - held.weight;
    held.weight = weight;
  }

  /** Packs every stream whose snapshot is behind, and waits for those under way. */
  async close(): Promise<void> {
    for (const [stream, rest] of this.resting) {
      clearTimeout(rest);
      this.pack(stream);
    }
    await Promise.all(this.packing.values());
  }

  /** A busy stream is packed seldom, since packing costs its whole length; one that rests, soon. */
  private packInTime(stream: HeldStream): void {
    const { snapshots, snapshotEvery, restMs } = this.options;
    const behind = Number(stream.revision - stream.snapshotAt);
    if (!snapshots || behind * 8 < snapshotEvery) return;
    clearTimeout(this.resting.get(stream));
    if (behind >= Math.max(snapshotEvery, Number(stream.revision) / 10)) this.pack(stream);
    else this.resting.set(stream, setTimeout(() => this.pack(stream), restMs).unref());
  }

  private pack(stream: HeldStream): void {
    const { snapshots, warn } = this.options;
    if (!snapshots) return;
    this.resting.delete(stream);
    stream.snapshotAt = stream.revision;
    const before = this.packing.get(stream) ?? Promise.resolve();
    const packing = before
      .then(() => stream.pack())
      .then((snapshot) => snapshots.save(stream.name, snapshot))
      .catch((error: unknown) => warn('a snapshot was not saved', { stream: stream.name, error }))
      .finally(() => this.packing.get(stream) === packing && this.packing.delete(stream));
    this.packing.set(stream, packing);
  }
}

const seen = ({ state, revision, position }: HeldStream): Seen => ({ state, revision, position });
