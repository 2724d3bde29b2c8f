import { setImmediate as tick } from 'node:timers/promises';
import { fromWire, toWire, type Wire } from '@usance/domain';
import {
  parseStream,
  StoreUnavailable,
  WrongRevision,
  type EventStore,
  type FeedOptions,
  type NewEvent,
  type RecordedEvent,
} from '@usance/event-store';

/** What goes wrong with the next append. */
export type Mishap = 'reply lost' | 'never arrived';

/** An event store in memory, for specs of what stands on one; it can lose replies, lose appends, and be away. */
export class MemoryEventStore implements EventStore {
  readonly log: RecordedEvent[] = [];
  readonly mishaps: Mishap[] = [];
  appends = 0;
  reads = 0;
  away = false;
  /** Called before an append is applied: another writer's chance. */
  beforeAppend: (stream: string) => void = () => undefined;

  async append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<bigint> {
    await tick();
    if (this.away) throw new StoreUnavailable('away');
    this.appends += 1;
    this.beforeAppend(stream);
    const mishap = this.mishaps.shift();
    if (mishap === 'never arrived') throw new StoreUnavailable('the connection broke');
    const position = this.apply(stream, expected, events);
    if (mishap === 'reply lost') throw new StoreUnavailable('the connection broke');
    return position;
  }

  async isEmpty(stream: string): Promise<boolean> {
    await tick();
    if (this.away) throw new StoreUnavailable('away');
    return !this.log.some((event) => event.stream === stream);
  }

  /** Appends at once, as another process would. */
  apply(stream: string, expected: bigint, events: readonly NewEvent[]): bigint {
    const names = parseStream(stream);
    const actual = this.revisionOf(stream);
    if (!names) throw new Error(`no stream of ours: ${stream}`);
    if (actual !== expected) throw new WrongRevision(stream, actual);
    events.forEach(({ id, event, metadata }, index) =>
      this.log.push({
        id,
        type: event.type,
        data: fromWire(JSON.parse(JSON.stringify(toWire(event.data))) as Wire<object>),
        stream,
        ...names,
        revision: expected + 1n + BigInt(index),
        position: BigInt(this.log.length + 1) * 100n,
        recordedAt: new Date(Date.UTC(2026, 0, 1) + this.log.length).toISOString(),
        metadata,
      }),
    );
    return BigInt(this.log.length) * 100n;
  }

  revisionOf(stream: string): bigint {
    return BigInt(this.log.filter((event) => event.stream === stream).length) - 1n;
  }

  async *read(stream: string, from = 0n, maxCount = Infinity): AsyncGenerator<readonly RecordedEvent[]> {
    await tick();
    if (this.away) throw new StoreUnavailable('away');
    this.reads += 1;
    const events = this.log.filter((event) => event.stream === stream && event.revision >= from).slice(0, maxCount);
    if (events.length > 0) yield events;
  }

  async head(): Promise<bigint> {
    return Promise.resolve(this.log.at(-1)?.position ?? 0n);
  }

  async *feed(
    after: bigint,
    { signal, pageSize = 1_000, categories, onLive = () => undefined }: FeedOptions,
  ): AsyncGenerator<readonly RecordedEvent[]> {
    const wanted = ({ category }: RecordedEvent) => categories?.includes(category) ?? true;
    let position = after;
    while (!signal.aborted) {
      const page = this.away ? [] : this.log.filter((event) => event.position > position && wanted(event)).slice(0, pageSize);
      if (page.length > 0) yield page;
      else {
        onLive(!this.away);
        await tick();
      }
      position = page.at(-1)?.position ?? position;
    }
    onLive(false);
  }

  async ping(): Promise<void> {
    return this.away ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve();
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
