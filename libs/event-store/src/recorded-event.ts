import type { DomainEvent } from '@usance/domain';

/** Who asked for what, stored beside every event. The shape of the event's data is told by its type, which is another for another shape. */
export interface EventMetadata {
  readonly commandId: string;
  /** SHA-256 of the command's name and input, so that a key cannot be reused for another input. */
  readonly inputHash: string;
  readonly $correlationId: string;
  /** The id of the command, or of the event, that caused this one. */
  readonly $causationId: string;
  readonly seller: string;
  /** Who acts, as the caller says. */
  readonly actor?: string;
  /** Revision of the last event that was appended together with this one. */
  readonly appendedThrough: string;
}

/** An event of the trade as the store keeps it, in its latest shape. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: Event['type'];
  readonly data: Event['data'];
  /** `account-acme.B7` */
  readonly stream: string;
  /** `account` */
  readonly category: string;
  /** `acme` */
  readonly seller: string;
  /** `B7` */
  readonly entity: string;
  readonly revision: bigint;
  /** The event's place in the order of everything. */
  readonly position: bigint;
  /** When the store took it: an instant, RFC 3339 UTC with milliseconds. */
  readonly recordedAt: string;
  readonly metadata: EventMetadata;
}
