import type { RecordedEvent } from '@usance/event-store';
import { foldOnce, type Fields, type Projection, type Stored } from './projection';

/** A read model's documents by key, as a replay of the log gives them. */
export type Replayed = ReadonlyMap<string, Stored<Fields>>;

/** Replays events into read models in memory, by the same folds. Answers the documents by the projection's name. */
export const replay = async (
  projections: readonly Projection[],
  events: AsyncIterable<readonly RecordedEvent[]> | Iterable<readonly RecordedEvent[]>,
): Promise<ReadonlyMap<string, Replayed>> => {
  const models = new Map(projections.map((projection) => [projection, new Map<string, Stored<Fields>>()]));
  for await (const page of events)
    for (const event of page)
      for (const [projection, documents] of models)
        for (const key of projection.documents(event)) {
          const document = foldOnce(projection, documents.get(key), event, key);
          if (document) documents.set(key, document);
        }
  return new Map([...models].map(([{ name }, documents]) => [name, documents]));
};
