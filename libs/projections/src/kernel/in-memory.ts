import { createHash } from 'node:crypto';
import { BSON } from 'mongodb';
import type { RecordedEvent } from '@usance/event-store';
import { foldOnce, type Fields, type Projection, type Stored } from './projection';

/** A read model's documents by key, as a replay of the log gives them. */
export type Replayed = ReadonlyMap<string, Stored<Fields>>;

/** Replays events into read models in memory, by the same folds. Answers the documents by the projection's name. */
export const replay = async (
  projections: readonly Projection[],
  events: AsyncIterable<readonly RecordedEvent[]> | Iterable<readonly RecordedEvent[]>,
): Promise<ReadonlyMap<string, Replayed>> => {
  const models = projections.map((projection) => ({ projection, documents: new Map<string, Stored<Fields>>() }));
  for await (const page of events) for (const { projection, documents } of models) foldAll(projection, documents, page);
  return new Map(models.map(({ projection, documents }) => [projection.name, documents]));
};

const foldAll = (projection: Projection, documents: Map<string, Stored<Fields>>, events: readonly RecordedEvent[]): void => {
  const touches = events.flatMap((event) => projection.documents(event).map((key) => ({ key, event })));
  for (const { key, event } of touches) {
    const document = foldOnce(projection, documents.get(key), event, key);
    if (document) documents.set(key, document);
  }
};

/** What a document is, in short: SHA-256 of its bytes as the database holds them. Equal documents have equal hashes. */
export const documentHash = (document: object): string =>
  createHash('sha256')
    .update(BSON.serialize(document, { ignoreUndefined: true }))
    .digest('hex');
