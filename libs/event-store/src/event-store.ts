import type { DomainEvent } from '@usance/domain';
import type { EventMetadata, RecordedEvent } from './recorded-event';

/** An event on its way into a stream. */
export interface NewEvent {
  readonly id: string;
  readonly event: DomainEvent;
  readonly metadata: EventMetadata;
}

/** The stream is not at the revision that the append expected; `actual` is -1 for an empty stream, undefined when the store did not say. */
export class WrongRevision extends Error {
  constructor(
    readonly stream: string,
    readonly actual: bigint | undefined,
  ) {
    super(`${stream} is at revision ${actual ?? 'unknown'}`);
    this.name = 'WrongRevision';
  }
}

/** The store could not be asked, or did not answer in time. Whether an append took place is not known. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** Where events live. The one thing that talks to the event store's client. */
export interface EventStore {
  /** Appends at exactly the expected revision (-1: the stream is empty); answers the position of the last event. */
  append(stream: string, expected: bigint, events: readonly NewEvent[]): Promise<bigint>;
  /** Whether the stream has no event yet. To be asked before a stream is read that may not be there. */
  isEmpty(stream: string): Promise<boolean>;
  /** The stream's events from a revision on, oldest first, in pages; none when there is no such stream. */
  read(stream: string, from?: bigint, maxCount?: number): AsyncIterable<readonly RecordedEvent[]>;
  /** The position of the newest event of ours in the log; 0 when there is none. */
  head(): Promise<bigint>;
  /**
   * Every event of ours after the position, in the order of the log, for ever: pages while catching up, single events live.
   * Resumes by itself from where the consumer is when the store goes away and comes back. Ends when the signal aborts.
   * Read with `for await` only: the consumer's pace holds the store back.
   */
  feed(after: bigint, options: FeedOptions): AsyncIterable<readonly RecordedEvent[]>;
  /** Whether the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly signal: AbortSignal;
  /** At most so many events a page. */
  readonly pageSize?: number;
  /** Only these categories; all when absent. */
  readonly categories?: readonly string[];
  /**
   * Told true when all that the log holds was handed over and taken, and what comes is handed over as it is recorded; told false
   * when that holds no longer, because the store is away or more came than was taken.
   */
  readonly onLive?: (isLive: boolean) => void;
}
