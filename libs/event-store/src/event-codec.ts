import { fromWire, toWire, type DomainEvent } from '@usance/domain';
import type { EventMetadata, RecordedEvent } from './recorded-event';
import { parseStream } from './streams';
import { upcast } from './upcasters';

/** An event as the store's client hands it over. */
export interface RawEvent {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly created: Date;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint };
}

/** The stored event cannot be read: what it holds is no event of ours. Never guessed at. */
export class UnreadableEvent extends Error {
  constructor(event: RawEvent, why: string, options?: ErrorOptions) {
    super(`event ${event.id} (${event.type}) at ${event.streamId}@${event.revision} cannot be read: ${why}`, options);
    this.name = 'UnreadableEvent';
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** From the store to the domain: the latest shape, amounts as Money. */
export const decode = (raw: RawEvent): RecordedEvent => {
  const stream = parseStream(raw.streamId);
  if (!stream) throw new UnreadableEvent(raw, 'its stream is none of ours');
  // The client hands malformed JSON over as text, and malformed metadata as bytes, without an error.
  if (!isObject(raw.data)) throw new UnreadableEvent(raw, 'its data is no JSON object');
  if (!isObject(raw.metadata)) throw new UnreadableEvent(raw, 'its metadata is no JSON object');
  if (!raw.position) throw new UnreadableEvent(raw, 'the store gave no position');
  const { type, data } = upcast({ type: raw.type, data: raw.data });
  return {
    id: raw.id,
    type,
    data: domainData(raw, data),
    stream: raw.streamId,
    ...stream,
    revision: raw.revision,
    position: raw.position.commit,
    recordedAt: raw.created.toISOString(),
    metadata: raw.metadata as unknown as EventMetadata,
  };
};

const domainData = (raw: RawEvent, data: Readonly<Record<string, unknown>>): object => {
  try {
    return fromWire<Record<string, unknown>>(data);
  } catch (error) {
    throw new UnreadableEvent(raw, error instanceof Error ? error.message : String(error), { cause: error });
  }
};

/** From the domain to the store: JSON without bigints, which the client could not write. */
export const encode = (event: DomainEvent): { type: string; data: Record<string, unknown> } => ({
  type: event.type,
  data: toWire(event.data) as Record<string, unknown>,
});

/**
 * The event, or, when it cannot be read, one that says so to whoever looks at its data: a follower that does not care for it
 * goes on.
 */
export const decodeForFollowers = (raw: RawEvent): RecordedEvent | undefined => {
  const stream = parseStream(raw.streamId);
  if (!stream || !raw.position) return undefined;
  try {
    return decode(raw);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    const { id, type, revision } = raw;
    const event = {
      id,
      type,
      revision,
      stream: raw.streamId,
      ...stream,
      position: raw.position.commit,
      recordedAt: raw.created.toISOString(),
    };
    const refuse = {
      get: (): never => {
        throw error;
      },
    };
    return Object.defineProperties(event, { data: refuse, metadata: refuse }) as unknown as RecordedEvent;
  }
};
