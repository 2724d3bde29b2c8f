import { MongoServerError } from 'mongodb';
import type { ReadModels } from './read-models';

/** The right to write a collection, for a while. */
export interface Lease {
  readonly collection: string;
  readonly owner: string;
  readonly token: bigint;
  /** Where the collection stands. */
  readonly position: bigint;
}

/** A lease that is not renewed for so long is free. */
export const LEASE_MS = 5_000;

const DUPLICATE_KEY = 11_000;

const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** Takes the lease of a collection when it is free, or one's own. The token grows with every taking. */
export const takeLease = async ({ progress }: ReadModels, collection: string, owner: string): Promise<Lease | undefined> => {
  const now = new Date();
  try {
    const taken = await progress.findOneAndUpdate(
      { _id: collection, $or: [{ expiresAt: { $lt: now } }, { owner }, { owner: { $exists: false } }] },
      {
        $set: { owner, expiresAt: new Date(now.getTime() + LEASE_MS), state: 'running' },
        $unset: { reason: '' },
        $inc: { token: 1n, position: 0n },
      },
      { upsert: true, returnDocument: 'after' },
    );
    return taken?.token === undefined ? undefined : { collection, owner, token: taken.token, position: taken.position };
  } catch (error) {
    if (isDuplicateKey(error)) return undefined; // somebody holds it
    throw error;
  }
};

/** Gives the lease back. */
export const releaseLease = async ({ progress }: ReadModels, { collection, token }: Lease): Promise<void> => {
  await progress.updateOne({ _id: collection, token }, { $unset: { owner: '', expiresAt: '' } });
};
