import { Binary } from 'mongodb';
import type { Snapshot, SnapshotStore } from '@usance/event-store';
import type { ReadModels } from './read-models';

interface SnapshotDocument {
  /** The stream. */
  readonly _id: string;
  readonly revision: bigint;
  readonly version: string;
  readonly bytes: Binary;
}

/** A document holds 16 MiB. */
const LARGEST = 15 * 1024 * 1024;

/** Packed states in the `snapshots` collection: a cache beside the log that anybody may empty. */
export const snapshotStore = (
  models: ReadModels,
  warn: (message: string, details: Record<string, unknown>) => void,
): SnapshotStore => {
  const snapshots = models.db.collection<SnapshotDocument>('snapshots');
  return {
    load: async (stream) => {
      try {
        const found = await models.inTime(snapshots.findOne({ _id: stream }));
        return found ? { revision: found.revision, version: found.version, bytes: found.bytes.buffer } : undefined;
      } catch (error) {
        warn('a snapshot cannot be loaded; the stream is read whole', { stream, error });
        return undefined;
      }
    },
    save: async (stream, { revision, version, bytes }: Snapshot) => {
      if (bytes.length > LARGEST) return warn('a snapshot is too large to be kept', { stream, bytes: bytes.length });
      try {
        const snapshot = { revision, version, bytes: new Binary(bytes) };
        await models.inTime(snapshots.replaceOne({ _id: stream }, snapshot, { upsert: true }));
      } catch (error) {
        warn('a snapshot cannot be kept; the stream is read from an older one, or whole', { stream, error });
      }
    },
  };
};
