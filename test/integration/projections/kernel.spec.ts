import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import type { RecordedEvent } from '@usance/event-store';
import {
  connectReadModels,
  ProjectionHost,
  READ_MODELS,
  rebuild,
  replay,
  snapshotStore,
  type Projection,
  type ReadModels,
} from '@usance/projections';
import { startDocumentServer } from '../../../libs/embedded/src/document-server';
import { Projector } from '../../../libs/projections/src/kernel/projector';
import { takeLease } from '../../../libs/projections/src/kernel/lease';
import type { MemoryEventStore } from '../../spec/memory-event-store';
import { play, steps, type Step } from '../../spec/random-history';

const NAMES = READ_MODELS.map(({ name }) => name);
const [openItems] = READ_MODELS.filter(({ name }) => name === 'open_items') as [Projection];

let folder: string;
let server: Awaited<ReturnType<typeof startDocumentServer>> | undefined;
let models: ReadModels;
let databases = 0;
let logged: string[];
const log = {
  info: (message: string) => void logged.push(message),
  warn: (message: string) => void logged.push(message),
  error: (message: string) => void logged.push(message),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usance-kernel-'));
  if (!process.env.USANCE_MONGODB_URL) server = await startDocumentServer({ dataDir: folder });
});

afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  logged = [];
  models = await connectReadModels(process.env.USANCE_MONGODB_URL ?? server?.url ?? '', {
    database: `kernel_${process.pid}_${databases++}`,
  });
});

afterEach(async () => {
  await models.db.dropDatabase();
  await models.close();
});

const story: Step[] = [
  ...Array.from({ length: 12 }, (_, index): Step => ({
    name: 'RecordInvoice',
    buyer: 'B1',
    payload: { invoiceId: `I${index}`, amount: { minor: 100n, currency: 'EUR' }, issuedOn: '2026-01-01', dueOn: '2026-02-01' },
  })),
  {
    name: 'RecordPayment',
    buyer: 'B1',
    payload: { paymentId: 'P1', amount: { minor: 350n, currency: 'EUR' }, paidOn: '2026-01-20' },
  },
];

const documents = async (collection: string): Promise<Map<string, object>> =>
  new Map(
    (await models.db.collection<{ _id: string }>(collection).find({}).toArray()).map((document) => [document._id, document]),
  );

/** Runs a host until everything is projected; answers it, still running. */
const running = async (
  store: MemoryEventStore,
  projections: readonly Projection[] = READ_MODELS,
  owner?: string,
): Promise<ProjectionHost> => {
  const host = new ProjectionHost({ models, store, projections, log, owner });
  await host.start();
  return host;
};

const level = async (store: MemoryEventStore, names = NAMES): Promise<void> =>
  expect(await models.waitFor(names, await store.head(), 10_000)).toBe(true);

const projector = async (owner: string): Promise<Projector> => {
  const lease = await takeLease(models, 'open_items_v1', owner);
  if (!lease) throw new Error('the lease is held');
  return new Projector(models, openItems, lease);
};

describe('the projection kernel', () => {
  it('keeps collections equal to a replay, in pages of any size, whatever is delivered again', () =>
    fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 9 })), { maxLength: 12 }),
        async (random, deliveries) => {
          const { log: events } = await play(random);
          await models.db.dropDatabase();
          for (const [from, size] of [...deliveries, [0, events.length] as const]) {
            // A projector that has forgotten how far it was, as after a crash before the checkpoint.
            const fresh = await projector('one');
            const start = from % events.length;
            const held = await documents('open_items_v1');
            // A gap would be a lie of the store; what is delivered follows on what is held.
            const reached = held.size === 0 ? 0 : events.findIndex(({ position }) => position > latestPosition(held));
            if (reached >= 0) await fresh.apply(events.slice(Math.min(start, reached), Math.min(start, reached) + size));
          }
          const expected = (await replay([openItems], [events])).get('open_items');
          expect(await documents('open_items_v1')).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    ));

  it('takes nothing in twice after a crash between the documents and the checkpoint', async () => {
    const { store, log: events } = await play(story);
    await (await projector('crashed')).apply(events.slice(0, 9)); // and no checkpoint
    await models.progress.updateOne({ _id: 'open_items_v1' }, { $unset: { expiresAt: '', owner: '' } });
    const host = await running(store, [openItems]);
    await level(store, ['open_items']);
    await host.stop();
    expect(await documents('open_items_v1')).toEqual((await replay([openItems], [events])).get('open_items'));
  });

  it('lets a second host stand by, and take over what the first lets go', async () => {
    const { store } = await play(story);
    const first = await running(store);
    await level(store);
    const second = await running(store);
    expect(second.position()).toBeUndefined();
    await first.stop();
    while (second.position() === undefined) await pause(20);
    await second.stop();
    expect((await models.progress.findOne({ _id: 'open_items_v1' }))?.token).toBe(2n);
  });

  it('refuses the checkpoint of a host whose lease was taken', async () => {
    const { store } = await play(story);
    const host = await running(store, [openItems]);
    await level(store, ['open_items']);
    await models.progress.updateOne(
      { _id: 'open_items_v1' },
      { $inc: { token: 1n }, $set: { owner: 'a thief', expiresAt: new Date(Date.now() + 60_000) } },
    );
    while (host.position() !== undefined) await pause(20);
    await host.stop();
    expect(logged).toContain('another worker took a read model over');
  });

  it('stops the projection that meets a poison event, and no other', async () => {
    const { store } = await play(story);
    const poisoned: Projection = {
      ...openItems,
      name: 'poisoned',
      apply: (document, event, key) => {
        if (event.type === 'PaymentRecorded') throw new Error('unheard of');
        return openItems.apply(document, event, key);
      },
    };
    const host = await running(store, [poisoned, openItems]);
    await level(store, ['open_items']);
    await host.stop();
    expect(logged).toContain('a read model stopped');
    const [status] = await models.status(['poisoned']);
    expect(status).toMatchObject({ state: 'stopped', reason: expect.stringContaining('unheard of') });
    expect(status?.position).toBeLessThan(await store.head());
  });

  it('fills a new version beside the old one and flips when it is level', async () => {
    const { store } = await play(story);
    await (await running(store)).stop();
    const next: Projection = { ...openItems, version: 2 };
    const host = await running(store, [next]);
    while ((await models.live('open_items')) !== 'open_items_v2') await pause(20);
    await host.stop();
    expect(await documents('open_items_v2')).toEqual((await replay([openItems], [store.log])).get('open_items'));
  });

  it('rebuilds beside the live collection, to the same bytes, and hands over to the running host', async () => {
    const { store } = await play(story);
    const host = await running(store);
    await level(store);
    const before = await documents('open_items_v1');
    expect(await rebuild({ models, store, projection: openItems, signal: new AbortController().signal })).toBe('open_items_v1_1');
    expect(await documents('open_items_v1_1')).toEqual(before);
    while ((await models.progress.findOne({ _id: 'open_items_v1_1' }))?.owner === undefined) await pause(20);
    await rebuild({ models, store, projection: openItems, signal: new AbortController().signal });
    expect(await models.live('open_items')).toBe('open_items_v1_2');
    expect((await models.db.listCollections().toArray()).map(({ name }) => name)).not.toContain('open_items_v1');
    await host.stop();
  });

  it('waits for a position, and not for ever', async () => {
    const { store } = await play(story);
    expect(await models.waitFor(NAMES, 1n, 30)).toBe(false);
    const host = await running(store);
    await level(store);
    await host.stop();
  });

  it('keeps snapshots, and does without them', async () => {
    const warnings: string[] = [];
    const snapshots = snapshotStore(models, (message) => warnings.push(message));
    expect(await snapshots.load('account-acme.B1')).toBeUndefined();
    await snapshots.save('account-acme.B1', { revision: 7n, version: 'account/1/1', bytes: new Uint8Array([1, 2, 3]) });
    expect(await snapshots.load('account-acme.B1')).toEqual({
      revision: 7n,
      version: 'account/1/1',
      bytes: Buffer.from([1, 2, 3]),
    });
    await snapshots.save('account-acme.B2', { revision: 7n, version: 'account/1/1', bytes: new Uint8Array(16 * 1024 * 1024) });
    expect(warnings).toEqual(['a snapshot is too large to be kept']);
  });
});

const latestPosition = (held: ReadonlyMap<string, object>): bigint =>
  [...held.values()].reduce((latest: bigint, document) => {
    const { position } = document as Pick<RecordedEvent, 'position'>;
    return position > latest ? position : latest;
  }, 0n);
