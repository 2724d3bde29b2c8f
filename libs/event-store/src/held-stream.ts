import { setImmediate as othersTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Map as PersistentMap } from 'immutable';
import type { Context, Seen } from '@usance/domain';
import { fromColumn, toColumn, type Column } from './columns';
import { CommandHistory, type PackedHistory } from './command-history';
import type { EventStore, NewEvent } from './event-store';
import type { RecordedEvent } from './recorded-event';
import type { Snapshot } from './snapshots';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Raised when what is packed beside the state changes. */
const FORMAT = 2;

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
  /** The newest revision that the log is known to hold; the state is behind it until it is brought forward. */
  heard = -1n;
  private reading: Promise<void> | undefined;
  private nextReading: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly context: Context,
  ) {
    this.state = context.decider.initial;
  }

  /** Takes an append at a revision that the store has taken, and the state that it leads to, unless a look has read it meanwhile. */
  confirm(at: bigint, events: readonly NewEvent[], state: unknown, position: bigint): void {
    if (this.revision > at) return;
    for (const { event, metadata } of events) {
      this.revision += 1n;
      this.history.record({ type: event.type, revision: this.revision, position, metadata });
    }
    this.state = state;
    this.position = position;
  }

  /** Takes the next event of the stream; one that was taken before changes nothing. */
  advance(event: RecordedEvent): void {
    if (event.revision <= this.revision) return;
    if (event.revision !== this.revision + 1n)
      throw new Error(`${this.name}: event ${event.revision} follows ${this.revision}; the stream has a gap`);
    this.state = this.context.decider.evolve(this.state, event);
    this.revision = event.revision;
    this.position = event.position;
    this.history.record(event);
  }

  /** Takes note that the stream goes as far as the revision. */
  hear(revision: bigint): void {
    if (revision > this.heard) this.heard = revision;
  }

  /**
   * Reads everything that was acknowledged before the call, and is not held. Whoever calls while a read is under way shares the
   * next one with all who do.
   */
  bringForward(store: EventStore): Promise<void> {
    if (this.reading)
      return (this.nextReading ??= this.reading
        .catch(() => undefined) // told to those who wait for it
        .then(() => {
          this.nextReading = undefined;
          return this.bringForward(store);
        }));
    this.reading = this.readOn(store).finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** An append is taken whole, so that nobody ever finds a command half done. */
  private async readOn(store: EventStore): Promise<void> {
    if (this.revision < 0n && (await store.isEmpty(this.name))) return;
    let read: readonly RecordedEvent[] = [];
    for await (const page of store.read(this.name, this.revision + 1n)) {
      read = [...read, ...page];
      const whole = read.findLastIndex(({ revision, metadata }) => revision === BigInt(metadata.appendedThrough)) + 1;
      for (const event of read.slice(0, whole)) this.advance(event);
      read = read.slice(whole);
    }
    for (const event of read) this.advance(event);
  }

  private get version(): string {
    return `${this.context.decider.category}/${this.context.decider.stateVersion}/${FORMAT}`;
  }

  async pack(): Promise<Snapshot> {
    const { history, revision, position } = this;
    const packed: Packed = { history: history.pack(), revision, position, state: await packMaps(this.state as object) };
    return { revision, version: this.version, bytes: await deflate(serialize(packed), { level: 1 }) };
  }

  /** Continues from a snapshot, if this code can read it. Only into an empty hold. */
  async unpack({ version, bytes }: Snapshot): Promise<void> {
    if (version !== this.version) return;
    const { state, history, revision, position } = deserialize(await inflate(bytes)) as Packed;
    this.state = await unpackMaps(state);
    this.history = CommandHistory.unpack(history);
    this.revision = revision;
    this.position = position;
    this.snapshotAt = revision;
  }
}

/** A part of a persistent map on its way into a snapshot: V8 packs arrays of primitives fastest. */
interface PackedPart {
  readonly keys: Column;
  readonly values: Column;
}

interface PackedMap {
  readonly packed: readonly PackedPart[];
}

/** So many entries are packed, or unpacked, before others get their turn: commands for other streams go on meanwhile. */
const PART = 2_000;

const isPackedMap = (value: unknown): value is PackedMap => typeof value === 'object' && value !== null && 'packed' in value;

/** The state cannot change meanwhile: it is immutable. */
const packMaps = (state: object): Promise<Record<string, unknown>> =>
  mapValues(state, (value): unknown => (PersistentMap.isMap(value) ? packMap(value) : value));

const unpackMaps = (state: object): Promise<Record<string, unknown>> =>
  mapValues(state, (value): unknown => (isPackedMap(value) ? unpackMap(value) : value));

const packMap = async (map: PersistentMap<unknown, unknown>): Promise<PackedMap> => {
  const packed: PackedPart[] = [];
  let keys: unknown[] = [];
  let values: unknown[] = [];
  for (const [key, value] of map) {
    keys.push(key);
    values.push(value);
    if (keys.length < PART) continue;
    packed.push({ keys: toColumn(keys), values: toColumn(values) });
    [keys, values] = [[], []];
    await othersTurn();
  }
  return { packed: [...packed, { keys: toColumn(keys), values: toColumn(values) }] };
};

const unpackMap = async ({ packed }: PackedMap): Promise<PersistentMap<unknown, unknown>> => {
  const map = PersistentMap<unknown, unknown>().asMutable();
  for (const part of packed) {
    const values = fromColumn(part.values);
    fromColumn(part.keys).forEach((key, index) => map.set(key, values[index]));
    await othersTurn();
  }
  return map.asImmutable();
};

const mapValues = async (state: object, change: (value: unknown) => unknown): Promise<Record<string, unknown>> => {
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(state)) changed[key] = await change(value);
  return changed;
};
