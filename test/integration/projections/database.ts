import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocumentServer } from '@usance/embedded';
import type { RecordedEvent } from '@usance/event-store';
import { FOLLOWED } from '@usance/platform';
import { collectionName, connectReadModels, replay, type Projection, type ReadModels } from '@usance/projections';

/**
 * Databases for a specification file: on the server that `USANCE_MONGODB_URL` names, else on an embedded one of its own. Answers what
 * gives an empty one to a function, and drops it afterwards.
 */
export const useDatabases = (): (<Result>(use: (models: ReadModels) => Promise<Result>) => Promise<Result>) => {
  let url = process.env.USANCE_MONGODB_URL ?? '';
  let close: () => Promise<void> = () => Promise.resolve();
  let used = 0;

  beforeAll(async () => {
    if (url) return;
    const folder = await mkdtemp(join(tmpdir(), 'usance-projections-'));
    const server = await startDocumentServer({ dataDir: folder });
    url = server.url;
    close = async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    };
  });

  afterAll(() => close());

  return async (use) => {
    const models = await connectReadModels(url, { database: `projections_${process.pid}_${used++}` });
    try {
      return await use(models);
    } finally {
      await models.db.dropDatabase();
      await models.close();
    }
  };
};

/** Fills read models with what a replay of the events gives: what the kernel writes is the same, as its own specifications say. */
export const fill = async (models: ReadModels, events: readonly RecordedEvent[]): Promise<void> => {
  const position = events.at(-1)?.position ?? 0n;
  const replayed = await replay(FOLLOWED, [events]);
  await Promise.all(
    FOLLOWED.map((projection) => store(models, projection, [...(replayed.get(projection.name)?.values() ?? [])])),
  );
  await models.progress.insertMany(FOLLOWED.map(({ name, version }) => ({ _id: collectionName(name, version), position })));
};

const store = async ({ db }: ReadModels, { name, version, indexes }: Projection, documents: object[]): Promise<void> => {
  const collection = db.collection(collectionName(name, version));
  if (indexes.length > 0) await collection.createIndexes([...indexes]);
  if (documents.length > 0) await collection.insertMany(documents);
};
