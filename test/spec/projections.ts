import type { DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { foldOnce, type Fields, type Projection, type Stored } from '@usance/projections/kernel';

/** Where recorded events of a specification come from. */
export interface Origin {
  readonly category?: string;
  readonly seller?: string;
  readonly entity?: string;
  /** The position of the event before the first; the events are ten apart. */
  readonly after?: bigint;
}

/** The instant at which the nth event (from 0) of a specification was recorded. */
export const instant = (index: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, index)).toISOString();

/** Events as the store gives them back, one after another. */
export const recorded = (
  events: readonly DomainEvent[],
  { category = 'account', seller = 'acme', entity = 'B1', after = 0n }: Origin = {},
): RecordedEvent[] =>
  events.map(({ type, data }, index) => ({
    id: `${entity}-${index}`,
    type,
    data,
    stream: `${category}-${seller}.${entity}`,
    category,
    seller,
    entity,
    revision: BigInt(index),
    position: after + BigInt(index + 1) * 10n,
    recordedAt: instant(index),
    metadata: { commandId: 'c', inputHash: 'h', $correlationId: 'c', $causationId: 'c', seller, appendedThrough: String(index) },
  }));

/** What a read model's documents are after the events. */
export const folded = <Doc extends Fields>(
  projection: Projection<Doc>,
  events: readonly RecordedEvent[],
): Map<string, Stored<Doc>> => {
  const documents = new Map<string, Stored<Doc>>();
  for (const event of events)
    for (const key of projection.documents(event)) {
      const document = foldOnce(projection, documents.get(key), event, key);
      if (document) documents.set(key, document);
    }
  return documents;
};

/** The one document of a key after the events; a specification that names another key fails. */
export const documentOf = <Doc extends Fields>(
  projection: Projection<Doc>,
  key: string,
  events: readonly RecordedEvent[],
): Stored<Doc> => {
  const documents = folded(projection, events);
  const document = documents.get(key);
  if (!document) throw new Error(`no document ${key} among ${[...documents.keys()].join(', ') || 'none'}`);
  return document;
};
