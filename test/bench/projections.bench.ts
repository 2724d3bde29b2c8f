import { EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import { connectEventStore } from '@usance/event-store';
import { connectReadModels, ProjectionHost, READ_MODELS, rebuild, type Projection } from '@usance/projections';
import type { Figure } from './figure';
import { timed } from './load';

const silent = {
  info: () => undefined,
  warn: (message: string) => void process.stderr.write(`${message}\n`),
  error: (message: string) => void process.stderr.write(`${message}\n`),
};

/** All read models from the first event, over the raw limits of reading the log and of writing documents. */
export const projectionsBench = async (eventStoreUrl: string, mongoUrl: string): Promise<Figure[]> => {
  const store = connectEventStore(eventStoreUrl);
  const models = await connectReadModels(mongoUrl, { database: 'bench' });
  const { rate: readRate, events } = await rawReadAll(eventStoreUrl);
  const writeRate = await rawBulkWrites(mongoUrl);
  const head = await store.head();
  const host = new ProjectionHost({ models, store, projections: READ_MODELS, log: silent });
  const ms = await timed(async () => {
    await host.start();
    await models.waitFor(
      READ_MODELS.map(({ name }) => name),
      head,
      600_000,
    );
  });
  await host.stop();
  const projected = (events / ms) * 1000;
  const openItems = READ_MODELS.find(({ name }) => name === 'open_items') as Projection;
  const rebuilt = await timed(() => rebuild({ models, store, projection: openItems, signal: new AbortController().signal }));
  await models.close();
  await store.close();
  const workload = `${events.toLocaleString('en')} events, mostly of one account, into ${READ_MODELS.length} read models`;
  const slower = Math.min(readRate, writeRate);
  const name = readRate < writeRate ? 'raw readAll' : 'raw bulk writes';
  return [
    {
      name: 'projections, catching up',
      value: projected,
      unit: 'events/s',
      workload,
      baseline: { name, value: slower },
      target: { ratio: 0.4 },
    },
    {
      name: 'projections, over raw readAll',
      value: projected,
      unit: 'events/s',
      workload,
      baseline: { name: 'readAll events/s', value: readRate },
    },
    {
      name: 'projections, over raw bulk writes',
      value: projected,
      unit: 'events/s',
      workload,
      baseline: { name: 'bulk writes documents/s', value: writeRate },
    },
    { name: 'rebuild of the open items', value: rebuilt / 1000, unit: 's', workload: `${events.toLocaleString('en')} events` },
  ];
};

const rawReadAll = async (url: string): Promise<{ rate: number; events: number }> => {
  const client = EventStoreDBClient.connectionString(url);
  let events = 0;
  const ms = await timed(async () => {
    for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: START }))
      if (event && !event.streamId.startsWith('$')) events += 1;
  });
  await client.dispose();
  return { rate: (events / ms) * 1000, events };
};

/** Upserts of documents of an open item's size, a thousand at a time. */
const rawBulkWrites = async (url: string): Promise<number> => {
  const models = await connectReadModels(url, { database: 'bench_raw' });
  const collection = models.db.collection<{ _id: string }>('documents');
  const batches = 30;
  const document = (id: string) => ({
    _id: id,
    seller: 'bench',
    buyer: 'B1',
    kind: 'invoice',
    itemId: id,
    currency: 'EUR',
    openMinor: 12_345n,
    issuedOn: '2026-01-15',
    dueOn: '2026-02-14',
    movements: [{ on: '2026-01-15', minor: 12_345n, kind: 'opened' }],
  });
  const ms = await timed(async () => {
    for (let batch = 0; batch < batches; batch += 1)
      await collection.bulkWrite(
        Array.from({ length: 1_000 }, (_, index) => {
          const replacement = document(`${batch}-${index}`);
          return { replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } };
        }),
        { ordered: false },
      );
  });
  await models.db.dropDatabase();
  await models.close();
  return ((batches * 1_000) / ms) * 1000;
};
