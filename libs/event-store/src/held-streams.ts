import type { Context } from '@usance/domain';
import type { EventStore } from './event-store';
import { HeldStream } from './held-stream';
import type { SnapshotStore } from './snapshots';

/** Told of what costs time but no correctness. */
export type Warn = (message: string, details: Record<string, unknown>) => void;

export interface HeldStreamsOptions {
  readonly store: EventStore;
  readonly snapshots?: SnapshotStore;
  readonly warn: Warn;
  /** How many events' worth of state is kept in memory, all streams together. */
  readonly cachedEvents: number;
  /** A stream is packed when it has so many events more than its snapshot, and a tenth of its length. */
  readonly snapshotEvery: number;
  /** A stream that rests for so long is packed when it has an eighth of that more. */
  readonly restMs: number;
}

/** The streams that a runner holds in memory, bounded: the longest unused goes first. A cache, and nothing but. */
export class HeldStreams {
  private readonly held = new Map<string, HeldStream>();
  private readonly packing = new Set<Promise<void>>();
  /** Streams that will be packed when they rest. */
  private readonly resting = new Map<HeldStream, NodeJS.Timeout>();
  private events = 0;

  constructor(private readonly options: HeldStreamsOptions) {}

  /** The stream as far as it is known, read from the store when it is not held. `fresh`: it was read just now. */
  async take(name: string, context: Context): Promise<{ stream: HeldStream; fresh: boolean }> {
    const held = this.held.get(name);
    if (held) {
      this.held.delete(name);
      this.events -= weight(held);
      return { stream: held, fresh: false };
    }
    const stream = new HeldStream(name, context);
    const snapshot = await this.options.snapshots?.load(name);
    if (snapshot)
      await stream
        .unpack(snapshot)
        .catch((error: unknown) => this.options.warn('a snapshot cannot be read', { stream: name, error }));
    await stream.bringForward(this.options.store);
    return { stream, fresh: true };
  }

  /** Gives the stream back, to be found at the next command. */
  keep(stream: HeldStream): void {
    this.held.set(stream.name, stream);
    this.events += weight(stream);
    this.packInTime(stream);
    for (const [name, oldest] of this.held) {
      if (this.events <= this.options.cachedEvents || oldest === stream) break;
      this.held.delete(name);
      this.events -= weight(oldest);
    }
  }

  /** Packs every stream whose snapshot is behind, and waits for those under way. */
  async close(): Promise<void> {
    for (const [stream, rest] of this.resting) {
      clearTimeout(rest);
      this.pack(stream);
    }
    await Promise.all(this.packing);
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
    const packing = stream
      .pack()
      .then((snapshot) => snapshots.save(stream.name, snapshot))
      .catch((error: unknown) => warn('a snapshot was not saved', { stream: stream.name, error }))
      .finally(() => this.packing.delete(packing));
    this.packing.add(packing);
  }
}

const weight = ({ revision }: HeldStream): number => Number(revision) + 2;
