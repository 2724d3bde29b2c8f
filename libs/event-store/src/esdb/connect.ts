import { setTimeout as pause } from 'node:timers/promises';
import {
  type AllStreamRecordedEvent,
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  type Position,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { model } from '@usance/domain';
import { decode, encode } from '../event-codec';
import { StoreUnavailable, WrongRevision, type EventStore, type FeedOptions, type NewEvent } from '../event-store';
import type { RecordedEvent } from '../recorded-event';
import { parseStream } from '../streams';
import { follow } from './follow';

export interface ConnectOptions {
  /** The categories of streams that are ours; those of the domain's model when absent. */
  readonly categories?: readonly string[];
  /** How long an append may take before its outcome counts as unknown. Default 5,000. */
  readonly appendTimeoutMs?: number;
  /** Told when the feed loses the store and finds it again. */
  readonly warn?: (message: string, details: Record<string, unknown>) => void;
}

/** Connects to an EventStoreDB, `esdb://host:2113?tls=false`. Nothing is asked of the server until the first call. */
export const connectEventStore = (url: string, options: ConnectOptions = {}): EventStore => new EsdbStore(url, options);

const PAGE = 500;
const DISPOSAL_MS = 1_000;

class EsdbStore implements EventStore {
  private client: EventStoreDBClient;
  private readonly categories: ReadonlySet<string>;
  private readonly appendTimeoutMs: number;
  private readonly waiting = new Set<{ readonly since: number; readonly reject: (error: Error) => void }>();
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly options: ConnectOptions,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
    this.categories = new Set(options.categories ?? model.map(({ decider }) => decider.category));
    this.appendTimeoutMs = options.appendTimeoutMs ?? 5_000;
  }

  async append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<bigint> {
    const batch = events.map(({ id, event, metadata }) => jsonEvent({ id, metadata: bytes(metadata), ...encode(event) }));
    const expectedRevision = expected < 0n ? NO_STREAM : expected;
    try {
      const { position } = await this.inTime(this.client.appendToStream(stream, batch, { expectedRevision }));
      if (!position) throw new StoreUnavailable('the store acknowledged an append without a position');
      return position.commit;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new WrongRevision(stream, revisionOf(error.actualVersion));
      if (isFinal(error)) throw error;
      throw unavailable(error);
    }
  }

  /**
   * An append of nothing says it, and stores nothing. To read a stream that is not there costs four times as much, and the client
   * resets the call: a server that guards itself closes a connection with many resets.
   */
  async isEmpty(stream: string): Promise<boolean> {
    try {
      await this.inTime(this.client.appendToStream(stream, [], { expectedRevision: NO_STREAM }));
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return false;
      throw isFinal(error) ? error : unavailable(error);
    }
  }

  async *read(stream: string, from = 0n, maxCount?: number): AsyncGenerator<readonly RecordedEvent[]> {
    const reading = this.client.readStream(stream, {
      direction: FORWARDS,
      fromRevision: from,
      ...(maxCount ? { maxCount } : {}),
    });
    try {
      let page: RecordedEvent[] = [];
      for await (const { event } of reading) {
        if (!event) continue;
        page.push(decode(event));
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    } catch (error) {
      if (error instanceof StreamNotFoundError) return;
      throw isOurs(error) ? error : unavailable(error);
    } finally {
      letGo(reading);
    }
  }

  async head(): Promise<bigint> {
    for (let before: Position | typeof END = END; ;) {
      const page = await this.backwards(before);
      const ours = page.find(({ streamId }) => this.categories.has(parseStream(streamId)?.category ?? ''));
      if (ours?.position) return ours.position.commit;
      const last = page.at(-1)?.position;
      if (!last || page.length < PAGE) return 0n;
      before = last;
    }
  }

  /** What comes before a position in the log, the newest first: reading backwards leaves the position itself out. */
  private async backwards(before: Position | typeof END): Promise<AllStreamRecordedEvent[]> {
    const reading = this.client.readAll({ direction: BACKWARDS, fromPosition: before, maxCount: PAGE });
    const page: AllStreamRecordedEvent[] = [];
    try {
      for await (const { event } of reading) if (event) page.push(event);
      return page;
    } catch (error) {
      throw unavailable(error);
    }
  }

  feed(
    after: bigint,
    { signal, pageSize = 1_000, categories, onLive = () => undefined }: FeedOptions,
  ): AsyncIterable<readonly RecordedEvent[]> {
    const wanted = [...(categories ?? this.categories)];
    const position = (at: bigint) => (at > 0n ? { commit: at, prepare: at } : START);
    return follow({
      subscribe: (at) =>
        this.client.subscribeToAll(
          {
            fromPosition: position(at),
            filter: {
              filterOn: 'streamName',
              prefixes: wanted.map((category) => `${category}-`),
              maxSearchWindow: 1_000,
              checkpointInterval: 100,
            },
          },
          { highWaterMark: pageSize },
        ),
      after,
      signal,
      pageSize,
      onLive,
      warn: this.options.warn ?? (() => undefined),
    });
  }

  async ping(): Promise<void> {
    const reading = this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    try {
      await this.inTime(reading[Symbol.asyncIterator]().next());
    } catch (error) {
      throw unavailable(error);
    } finally {
      letGo(reading);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.watch);
    // The client may wait for ever for the end of a call that it cancelled itself.
    await Promise.race([this.client.dispose(), pause(DISPOSAL_MS)]);
  }

  /** The client waits for ever for a server that accepts and says nothing; then it has to be made anew, too. */
  private inTime<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting = { since: performance.now(), reject };
      this.waiting.add(waiting);
      this.watch ??= setInterval(() => this.giveUpOnSilence(), this.appendTimeoutMs / 10).unref();
      const settle = (act: () => void): void => {
        this.waiting.delete(waiting);
        act();
      };
      answer.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }

  private giveUpOnSilence(): void {
    const late = [...this.waiting].filter(({ since }) => performance.now() - since > this.appendTimeoutMs);
    if (late.length === 0) return;
    const silent = this.client;
    this.client = EventStoreDBClient.connectionString(this.url);
    void silent.dispose();
    for (const { reject } of late)
      reject(new StoreUnavailable(`the event store did not answer within ${this.appendTimeoutMs} ms`));
  }
}

/**
 * Leaving a read early leaves its call open on the server, so it is cancelled. Not waited for: with the store away the call may
 * never have come to be, and then neither does its end.
 */
const letGo = (reading: { cancel(): Promise<void> }): void => void reading.cancel().catch(() => undefined);

/** Exactly this class spares the client a way through base64; the metadata is JSON all the same. */
const bytes = (metadata: object): Uint8Array => encoder.encode(JSON.stringify(metadata));

const encoder = new TextEncoder();

const revisionOf = (actual: bigint | 'no_stream' | undefined): bigint | undefined => (actual === 'no_stream' ? -1n : actual);

/** The store said a lasting no, as opposed to being away: sending the same again cannot help. */
const isFinal = (error: unknown): boolean =>
  error instanceof Error &&
  'type' in error &&
  ['maximum-append-size-exceeded', 'stream-deleted', 'access-denied'].includes(String(error.type));

/** Raised by this library, about what the store holds. */
const isOurs = (error: unknown): boolean => error instanceof Error && error.name === 'UnreadableEvent';

const unavailable = (error: unknown): StoreUnavailable =>
  error instanceof StoreUnavailable
    ? error
    : new StoreUnavailable(`the event store is away: ${error instanceof Error ? error.message || error.name : String(error)}`, {
        cause: error,
      });
