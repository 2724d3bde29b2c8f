import { setImmediate } from 'node:timers/promises';
import { Batch } from './batch';
import type { Collection } from './collection';
import type { Log } from './log';
import { createRecord, indexRecord } from './records';

const CHUNK = 1024 * 1024;

/** Whether the log holds more garbage than live data, and is worth the trouble. */
export const isDue = (size: number, live: number, from: number): boolean => size > from && size > 2 * live;

/** Writes the collections' current state to a new log, a chunk at a time, letting commands run in between. */
export const copyCollections = async (collections: readonly Collection[], log: Log, givenUp: () => boolean): Promise<void> => {
  let chunk = new Batch(CHUNK);
  const flush = async (): Promise<void> => {
    if (givenUp()) throw new Error('given up');
    if (!chunk.isEmpty) await log.append([chunk.bytes]);
    chunk = new Batch(CHUNK);
    await setImmediate();
  };
  for (const collection of collections) {
    chunk.record(createRecord(collection));
    for (const index of collection.indexes.values())
      if (index.spec.name !== '_id_') chunk.record(indexRecord(collection, index.spec));
    for (const rec of collection.records.values()) {
      chunk.put(collection.id, rec.doc);
      if (chunk.bytes.length > CHUNK) await flush();
    }
  }
  await flush();
};
