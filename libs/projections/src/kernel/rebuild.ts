import { randomUUID } from 'node:crypto';
import type { EventStore } from '@usance/event-store';
import { LEASE_MS, releaseLease, takeLease, type Lease } from './lease';
import type { Projection } from './projection';
import { Projector } from './projector';
import { collectionName, type ReadModels } from './read-models';

/** What is rebuilt, from which log, and who is told. Aborting the signal leaves the one that answers as it is. */
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
 * answered before stays until the next rebuild. A rebuild that was cut short leaves nothing that a next one does not clear away;
 * what somebody else is filling is left alone.
 * Answers the collection that answers from now on.
 */
export const rebuild = async (options: RebuildOptions): Promise<string> => {
  const { models, projection, signal } = options;
  const { name, version } = projection;
  const live = await models.live(name);
  const owner = randomUUID();
  const generation = await clearAway(models, projection, live, owner);
  const collection = collectionName(name, version, generation);
  const lease = await takeLease(models, collection, owner);
  if (!lease) throw new Error(`${collection} is being built by somebody else`);
  try {
    await fill(options, lease);
    if (signal.aborted)
      throw new Error(`the rebuild of ${name} was stopped before it was level; ${live ?? 'nothing'} still answers`);
    await models.flip(name, collection);
  } finally {
    await releaseLease(models, lease);
  }
  return collection;
};

/** Follows the log from the first event until the collection is level with it, or the signal aborts. */
const fill = async ({ models, store, projection, signal, onProgress }: RebuildOptions, lease: Lease): Promise<void> => {
  const { collection, token } = lease;
  const projector = new Projector(models, projection, lease);
  await projector.prepare();
  let head = await store.head();
  if (head === 0n) return;
  for await (const page of store.feed(0n, { signal, pageSize: 1_000 })) {
    await models.inTime(projector.apply(page));
    const expiresAt = new Date(Date.now() + LEASE_MS);
    const { matchedCount } = await models.progress.updateOne(
      { _id: collection, token },
      { $set: { position: projector.position, expiresAt } },
    );
    if (matchedCount === 0) throw new Error(`${collection} was taken over by somebody else`);
    if (projector.position >= head) head = await store.head();
    onProgress?.(projector.position, head);
    if (projector.position >= head) return;
  }
};

/** Drops what earlier rebuilds left: what does not answer, and whose lease nobody holds. Answers the next free generation. */
const clearAway = async (
  models: ReadModels,
  { name, version }: Projection,
  live: string | undefined,
  owner: string,
): Promise<number> => {
  const { db, progress } = models;
  const own = await db.listCollections({ name: new RegExp(`^${name}_v\\d+(_\\d+)?$`) }, { nameOnly: true }).toArray();
  const names = own.map((collection) => collection.name);
  for (const stale of names.filter((candidate) => candidate !== live)) {
    if (!(await takeLease(models, stale, owner))) continue;
    await db.dropCollection(stale);
    await progress.deleteOne({ _id: stale });
  }
  const prefix = `${collectionName(name, version)}_`;
  const generations = names
    .filter((candidate) => candidate.startsWith(prefix))
    .map((candidate) => Number(candidate.slice(prefix.length)));
  return Math.max(0, ...generations) + 1;
};
