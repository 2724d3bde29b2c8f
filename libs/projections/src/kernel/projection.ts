import type { RecordedEvent } from '@usance/event-store';
import type { IndexDescription } from 'mongodb';

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

type EventOf<Type, Events> = Events extends { type: Type; data: infer Data }
  ? RecordedEvent & { readonly type: Type; readonly data: Data }
  : never;

/** What a projection of the events says: one fold per type of event that it cares for. */
export interface ProjectionDefinition<Doc extends Fields, Events extends { type: string; data: object }> {
  readonly name: string;
  readonly version: number;
  readonly indexes?: readonly IndexDescription[];
  readonly documents: (event: RecordedEvent & Events) => readonly string[];
  readonly fold: { readonly [Type in Events['type']]?: Fold<Doc, EventOf<Type, Events>> };
}

/** Defines a read model. */
export const projection =
  <Doc extends Fields, Events extends { type: string; data: object }>() =>
  ({ name, version, indexes = [], documents, fold }: ProjectionDefinition<Doc, Events>): Projection<Doc> => {
    const folds = fold as Readonly<Record<string, Fold<Doc> | undefined>>;
    return {
      name,
      version,
      indexes,
      documents: (event) => (folds[event.type] ? documents(event as RecordedEvent & Events) : []),
      apply: (document, event, key) => folds[event.type]?.(document, event, key) ?? document,
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
