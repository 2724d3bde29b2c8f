import type { DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import type { IndexDescription } from 'mongodb';
import { entityKey } from './keys';

/** What a read model keeps of one thing. Amounts are bigint minor units (64-bit integers in MongoDB), dates are `YYYY-MM-DD`. */
export type Fields = object;

/** A document as it is stored: the fields, its key, and the position of the last event folded into it. */
export type Stored<Doc extends Fields> = Doc & { readonly _id: string; readonly position: bigint };

/**
 * How one event changes one document. None before: undefined comes in. Undefined goes out when the event leaves no document, or
 * leaves the one there was as it was: documents are never deleted, so that an event delivered again always finds its trace.
 */
export type Fold<Doc extends Fields, Event extends RecordedEvent = RecordedEvent> = (
  document: Doc | undefined,
  event: Event,
  key: string,
) => Doc | undefined;

/** A read model as a pure fold over documents. */
export interface Projection<Doc extends Fields = Fields> {
  /** Snake case: the collection is `<name>_v<version>`. */
  readonly name: string;
  /** Raised when the documents' shape or meaning changes: the new version fills beside the old one. */
  readonly version: number;
  readonly indexes: readonly IndexDescription[];
  /** The keys of the documents that the event touches. A key starts with the seller. */
  readonly documents: (event: RecordedEvent) => readonly string[];
  /** A method, so that a projection of some documents is a projection of documents. */
  apply(this: void, document: Doc | undefined, event: RecordedEvent, key: string): Doc | undefined;
}

/** A recorded event, of whatever type, with such data. */
export type EventWith<Data extends object> = RecordedEvent<DomainEvent<string, Data>>;

type EventOf<Type, Events> = Events extends { type: Type; data: infer Data }
  ? RecordedEvent & { readonly type: Type; readonly data: Data }
  : never;

/** What a type of event does to a read model: which documents it touches, and how it changes each of them. */
export interface Effect<Doc extends Fields, Event extends RecordedEvent = RecordedEvent> {
  /** The keys of the documents. A key starts with the seller; one that is named twice is touched once. */
  readonly keys: (event: Event) => readonly string[];
  readonly fold: Fold<Doc, Event>;
}

/** What a read model makes of events, by their type; those that it does not care for are left out. */
export type Effects<Doc extends Fields, Events extends { type: string; data: object }> = {
  readonly [Type in Events['type']]?: Effect<Doc, EventOf<Type, Events>>;
};

/** A fold by type of event. */
export type Folds<Doc extends Fields, Events extends { type: string; data: object }> = {
  readonly [Type in Events['type']]?: Fold<Doc, EventOf<Type, Events>>;
};

/** The effects on a read model of one document a stream: each event touches the document of what its stream stands for. */
export const onEntity = <Doc extends Fields, Events extends { type: string; data: object }>(
  folds: Folds<Doc, Events>,
): Effects<Doc, Events> => {
  const keys = (event: RecordedEvent): string[] => [entityKey(event)];
  return Object.fromEntries(Object.entries(folds).map(([type, fold]) => [type, { keys, fold }])) as unknown as Effects<
    Doc,
    Events
  >;
};

/** What a projection of the events says. */
export interface ProjectionDefinition<Doc extends Fields, Events extends { type: string; data: object }> {
  readonly name: string;
  readonly version: number;
  readonly indexes?: readonly IndexDescription[];
  readonly on: Effects<Doc, Events>;
}

/** Defines a read model. */
export const projection =
  <Doc extends Fields, Events extends { type: string; data: object }>() =>
  ({ name, version, indexes = [], on }: ProjectionDefinition<Doc, Events>): Projection<Doc> => {
    const effects = on as Readonly<Record<string, Effect<Doc> | undefined>>;
    return {
      name,
      version,
      indexes,
      documents: (event) => effects[event.type]?.keys(event) ?? [],
      apply: (document, event, key) => effects[event.type]?.fold(document, event, key) ?? document,
    };
  };

/** Folds an event into a stored document, once: one that holds the event already stays as it is. */
export const foldOnce = <Doc extends Fields>(
  { apply }: Projection<Doc>,
  stored: Stored<Doc> | undefined,
  event: RecordedEvent,
  key: string,
): Stored<Doc> | undefined => {
  if (stored && stored.position >= event.position) return stored;
  const changed = apply(stored, event, key);
  return changed && asStored(changed, key, event.position);
};

/**
 * The document as the database gives it back: key first, then the position, then the fields that there are. So it is the same,
 * byte for byte, wherever in the log it was written and read again.
 */
const asStored = <Doc extends Fields>(fields: Doc, _id: string, position: bigint): Stored<Doc> => {
  const stored: Record<string, unknown> = { _id, position };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || name in stored) continue;
    // The database would wrap it round without a word.
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) throw new RangeError(`${name} is beyond 64 bits`);
    stored[name] = value;
  }
  return stored as Stored<Doc>;
};
