import { randomUUID } from 'node:crypto';
import type { EventStore } from '@usance/event-store';
import { LEASE_MS, releaseLease, takeLease } from './lease';
import type { Projection } from './projection';
import { Projector } from './projector';
import { collectionName, type ReadModels } from './read-models';

export interface RebuildOptions {
  readonly models: ReadModels;
  readonly store: EventStore;
  readonly projection: Projection;
  readonly signal: AbortSignal;
  /** Told after every page: how far it is, and how far it has to go. */
  readonly onProgress?: (position: bigint, head: bigint) => void;
}

/**
 * Builds a read model anew from the first event, beside the live one, and flips when it is level with the log. The one that
 * answered before stays until the next rebuild. A rebuild that was cut short leaves nothing that a next one does not clear away.
 * Answers the collection that answers from now on.
 */
export const rebuild = async ({ models, store, projection, signal, onProgress }: RebuildOptions): Promise<string> => {
  const { name, version } = projection;
  const live = await models.live(name);
  const generation = await clearAway(models, projection, live);
  const collection = collectionName(name, version, generation);
  const lease = await takeLease(models, collection, randomUUID());
  if (!lease) throw new Error(`${collection} is being built by somebody else`);
  const projector = new Projector(models, projection, lease);
  await projector.prepare();
  let head = await store.head();
  if (head > 0n)
    for await (const page of store.feed(0n, { signal, pageSize: 1_000 })) {
      await models.inTime(projector.apply(page));
      const expiresAt = new Date(Date.now() + LEASE_MS);
      const { matchedCount } = await models.progress.updateOne(
        { _id: collection, token: lease.token },
        { $set: { position: projector.position, expiresAt } },
      );
      if (matchedCount === 0) throw new Error(`${collection} was taken over by somebody else`);
      if (projector.position >= head) head = await store.head();
      onProgress?.(projector.position, head);
      if (projector.position >= head) break;
    }
  if (signal.aborted)
    throw new Error(`the rebuild of ${name} was stopped before it was level; ${live ?? 'nothing'} still answers`);
  await models.flip(name, collection);
  await releaseLease(models, lease);
  return collection;
};

/** Drops what earlier rebuilds left, the live collection apart. Answers the next free generation. */
const clearAway = async (
  { db, progress }: ReadModels,
  { name, version }: Projection,
  live: string | undefined,
): Promise<number> => {
  const own = await db.listCollections({ name: new RegExp(`^${name}_v\\d+(_\\d+)?$`) }, { nameOnly: true }).toArray();
  const names = own.map((collection) => collection.name);
  for (const stale of names.filter((candidate) => candidate !== live)) {
    await db.dropCollection(stale);
    await progress.deleteOne({ _id: stale });
  }
  const prefix = `${collectionName(name, version)}_`;
  const generations = names
    .filter((candidate) => candidate.startsWith(prefix))
    .map((candidate) => Number(candidate.slice(prefix.length)));
  return Math.max(0, ...generations) + 1;
};
