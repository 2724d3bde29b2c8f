import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Map as PersistentMap } from 'immutable';
import type { Context, Seen } from '@usance/domain';
import { CommandHistory, type PackedHistory } from './command-history';
import type { EventStore, NewEvent } from './event-store';
import type { RecordedEvent } from './recorded-event';
import type { Snapshot } from './snapshots';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Raised when what is packed beside the state changes. */
const FORMAT = 1;

interface Packed {
  readonly state: Record<string, unknown>;
  readonly history: PackedHistory;
  readonly revision: bigint;
  readonly position: bigint;
}

/**
 * A stream as a runner holds it: the state after its newest known event, and the commands that led there.
 * The state is immutable, so that a decision on it that does not get through is simply forgotten.
 */
export class HeldStream implements Seen {
  state: unknown;
  /** Of the newest event; -1 when the stream is empty. */
  revision = -1n;
  /** The position of the newest event. */
  position = 0n;
  history = new CommandHistory();
  /** The revision at which the newest snapshot was taken. */
  snapshotAt = -1n;

  constructor(
    readonly name: string,
    readonly context: Context,
  ) {
    this.state = context.decider.initial;
  }

  /** Takes an append that the store has taken, and the state that it leads to. */
  confirm(events: readonly NewEvent[], state: unknown, position: bigint): void {
    for (const { event, metadata } of events) {
      this.revision += 1n;
      this.history.record({ type: event.type, revision: this.revision, position, metadata });
    }
    this.state = state;
    this.position = position;
  }

  /** Takes one more event of the stream. */
  advance(event: RecordedEvent): void {
    if (event.revision !== this.revision + 1n)
      throw new Error(`${this.name}: event ${event.revision} follows ${this.revision}; the stream has a gap`);
    this.state = this.context.decider.evolve(this.state, event);
    this.revision = event.revision;
    this.position = event.position;
    this.history.record(event);
  }

  /** Reads what is newer than what is held. Answers whether anything was. */
  async bringForward(store: EventStore): Promise<boolean> {
    const before = this.revision;
    for await (const page of store.read(this.name, before + 1n)) for (const event of page) this.advance(event);
    return this.revision > before;
  }

  private get version(): string {
    return `${this.context.decider.category}/${this.context.decider.stateVersion}/${FORMAT}`;
  }

  async pack(): Promise<Snapshot> {
    const { history, revision, position } = this;
    const packed: Packed = { state: withNativeMaps(this.state as object), history: history.pack(), revision, position };
    return { revision, version: this.version, bytes: await deflate(serialize(packed), { level: 1 }) };
  }

  /** Continues from a snapshot, if this code can read it. Only into an empty hold. */
  async unpack({ version, bytes }: Snapshot): Promise<void> {
    if (version !== this.version) return;
    const { state, history, revision, position } = deserialize(await inflate(bytes)) as Packed;
    this.state = withPersistentMaps(state);
    this.history = CommandHistory.unpack(history);
    this.revision = revision;
    this.position = position;
    this.snapshotAt = revision;
  }
}

/** V8 packs its own maps, and knows nothing of persistent ones. */
const withNativeMaps = (state: object): Record<string, unknown> =>
  mapValues(state, (value) => (PersistentMap.isMap(value) ? new Map(value) : value));

const withPersistentMaps = (state: object): Record<string, unknown> =>
  mapValues(state, (value) => (value instanceof Map ? PersistentMap(value) : value));

const mapValues = (state: object, change: (value: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(state).map(([key, value]) => [key, change(value)]));
