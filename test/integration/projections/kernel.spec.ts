import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { startDocumentServer } from '@usance/embedded';
import type { RecordedEvent } from '@usance/event-store';
import {
  connectReadModels,
  Projector,
  READ_MODELS,
  replay,
  snapshotStore,
  takeLease,
  ReadModels,
  ReadSideSilent,
  type Projection,
} from '@usance/projections';
import { eventually } from '../../support/eventually';
import { play, steps } from '../../spec/random-history';
import { useDatabases } from './database';
import { bytesOf, collectionOf, hashes, hosted, level, LIVE, NAMES, Notes, openItems, story } from './hosting';

jest.setTimeout(120_000);

const withDatabase = useDatabases();

/** A projector of an owner; the lease counts how often it was taken. */
const projector = async (models: ReadModels, owner: string, projection = openItems): Promise<Projector> => {
  const lease = await takeLease(models, collectionOf(projection), owner);
  if (!lease) throw new Error('the lease is held');
  return new Projector(models, projection, lease);
};

const expected = async (events: readonly RecordedEvent[], { name } = openItems): Promise<Map<string, string>> =>
  hashes((await replay(READ_MODELS, [events])).get(name) ?? []);

/** The database as one sees it whose writes are held up: something else comes before each. */
const heldUp = (models: ReadModels, before: () => Promise<void>): ReadModels => {
  const collection = (name: string) => {
    const real = models.db.collection(name);
    const bulkWrite: typeof real.bulkWrite = async (...args) => {
      await before();
      return real.bulkWrite(...args);
    };
    return Object.create(real, { bulkWrite: { value: bulkWrite } }) as typeof real;
  };
  return Object.create(models, { db: { value: { collection } } }) as ReadModels;
};

describe('a projector', () => {
  const pages = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 })), {
    minLength: 1,
    maxLength: 4,
  });

  it('keeps every collection equal to a replay, in pages of any size, when it forgets any part of where it was', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...READ_MODELS), pages, async (random, projection, sizes) => {
        const { log: events } = await play(random);
        await withDatabase(async (models) => {
          let reached = 0;
          for (let page = 0; reached < events.length; page++) {
            const [forgotten, size] = sizes[page % sizes.length] as [number, number];
            const restarted = await projector(models, 'one', projection); // no checkpoint was ever saved
            await restarted.apply(events.slice(Math.max(0, reached - forgotten), reached + size));
            reached += size;
          }
          expect(await bytesOf(models, collectionOf(projection))).toEqual(await expected(events, projection));
        });
      }),
      { numRuns: 30 },
    ));

  it('takes nothing in twice after a crash between the documents and the checkpoint', async () =>
    withDatabase(async (models) => {
      const { store, log: events } = await play(story);
      await (await projector(models, 'crashed')).apply(events.slice(0, 20));
      await models.progress.updateOne({ _id: LIVE }, { $set: { expiresAt: new Date(0) } });
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      expect(await bytesOf(models, LIVE)).toEqual(await expected(events));
    }));

  it('takes nothing back when it wakes up after another one took over', async () =>
    withDatabase(async (models) => {
      const { log: events } = await play(story);
      const takeOver = async () => {
        await models.progress.updateOne({ _id: LIVE }, { $set: { expiresAt: new Date(0) } });
        await (await projector(models, 'second')).apply(events);
      };
      const { lease } = await projector(models, 'first');
      await new Projector(heldUp(models, takeOver), openItems, lease).apply(events.slice(0, 20));
      expect(await bytesOf(models, LIVE)).toEqual(await expected(events));
    }));
});

describe('a host', () => {
  it('lets a second one stand by, and take over what it lets go', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store }, async (second) => {
        await hosted({ models, store }, async (standby) => {
          await level(models, store);
          expect(standby.position()).toBeUndefined();
          await second.stop();
          await eventually('the standby takes over', () => NAMES.every((name) => standby.position(name) !== undefined));
        });
      });
      expect(await models.progress.findOne({ _id: LIVE })).toMatchObject({ token: 2n });
    }));

  it('lets go of a collection whose lease was taken', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      const log = new Notes();
      await hosted({ models, store, projections: [openItems], log }, async (host) => {
        await level(models, store, ['open_items']);
        const expiresAt = new Date(Date.now() + 60_000);
        await models.progress.updateOne({ _id: LIVE }, { $inc: { token: 1n }, $set: { owner: 'a thief', expiresAt } });
        await eventually('the host lets go', () => host.position() === undefined);
      });
      expect(log.lines).toContain('another worker took a read model over');
      expect(await models.progress.findOne({ _id: LIVE })).toMatchObject({ owner: 'a thief' });
    }));

  it('says how each read model stands', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      expect(await models.status([openItems])).toEqual([{ name: 'open_items', collection: '', position: 0n, state: 'unowned' }]);
      const running = await hosted({ models, store }, async () => {
        await level(models, store);
        return models.status(READ_MODELS);
      });
      expect(running).toEqual(
        READ_MODELS.map((readModel) => ({
          name: readModel.name,
          collection: collectionOf(readModel),
          position: store.log.at(-1)?.position,
          state: 'running',
        })),
      );
      expect((await models.status([openItems]))[0]).toMatchObject({ state: 'unowned' });
    }));

  it('goes on where it was when the database was away', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'usance-away-'));
    let server = await startDocumentServer({ dataDir });
    const models = await connectReadModels(server.url, { patienceMs: 1_000 });
    const { store } = await play(story);
    const log = new Notes();
    try {
      await hosted({ models, store, projections: [openItems], log }, async () => {
        await level(models, store, ['open_items']);
        await server.close();
        store.log.push(...nextEvents(store.log));
        await eventually('the loss is noticed', () => log.lines.some((line) => line.startsWith('the read side')));
        server = await startDocumentServer({ dataDir, port: server.port });
        await eventually('the read model is level', async () =>
          models.waitFor(['open_items'], await store.head(), 1_000).catch(() => false),
        );
      });
      expect(await bytesOf(models, LIVE)).toEqual(await expected(store.log));
    } finally {
      await models.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('lets a query wait for a position, and not for ever', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      expect(await models.waitFor(NAMES, 1n, 20)).toBe(false);
      await hosted({ models, store }, () => level(models, store));
    }));
});

/** The invoices of the log once more, as those of another buyer. */
const nextEvents = (log: readonly RecordedEvent[]): RecordedEvent[] => {
  const last = log.at(-1)?.position ?? 0n;
  return log
    .filter(({ type }) => type === 'InvoiceRecorded')
    .map((event, index) => ({ ...event, entity: 'B2', stream: 'account-acme.B2', position: last + BigInt(index + 1) * 100n }));
};

describe('an event that a read model cannot take in', () => {
  const failing = (apply: Projection['apply'] = openItems.apply): Projection => ({ ...openItems, name: 'failing', apply });

  it('stops it there, loudly, and no other; mended, it goes on', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      let mended = false;
      const poisoned = failing((document, event, key) => {
        if (event.type === 'PaymentRecorded' && !mended) throw new Error('unheard of');
        return openItems.apply(document, event, key);
      });
      const log = new Notes();
      await hosted({ models, store, projections: [poisoned, openItems], log }, async (host) => {
        await level(models, store, ['open_items']);
        const stopped = await eventually('it stops', async () => {
          const [status] = await models.status([failing()]);
          return status?.state === 'stopped' && status;
        });
        expect(stopped.position).toBeLessThan(await store.head());
        const { id, stream, revision, position } = store.log.at(-1) as RecordedEvent;
        for (const fact of ['unheard of', id, `${stream}@${revision}`, String(position)]) expect(stopped.reason).toContain(fact);
        expect(log.lines).toContain('a read model stopped');
        mended = true;
        host.restart('failing');
        await level(models, store, ['failing']);
      });
      expect(await bytesOf(models, collectionOf(failing()))).toEqual(await expected(store.log));
    }));

  it('may be one that cannot even be read: who does not look at it goes on', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      const invoice = store.log.findLast(({ type }) => type === 'InvoiceRecorded') as RecordedEvent;
      const unreadable = Object.defineProperty({ ...invoice }, 'data', {
        get: () => {
          throw new Error('no JSON');
        },
      });
      store.log.push(Object.assign(unreadable, { position: (await store.head()) + 100n }));
      await hosted({ models, store }, async () => {
        await level(models, store, ['buyers', 'limits', 'policies', 'claims']);
        const moved = READ_MODELS.filter(({ name }) => ['open_items', 'exposure', 'sales'].includes(name));
        await eventually('the others stop', async () => (await models.status(moved)).every(({ state }) => state === 'stopped'));
      });
    }));

  it('may lead to a document that is too large to be stored', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      const swollen = failing((document, event, key) => ({
        ...openItems.apply(document, event, key),
        text: event.type === 'PaymentRecorded' ? 'x'.repeat(17 * 1024 * 1024) : '',
      }));
      await hosted({ models, store, projections: [swollen, openItems] }, async () => {
        await level(models, store, ['open_items']);
        await eventually('it stops', async () => (await models.status([failing()]))[0]?.state === 'stopped');
      });
    }));
});

describe('an operation that is never answered', () => {
  it('counts as failed in time', async () => {
    const silent = new ReadModels(new MongoClient('mongodb://nowhere'), new MongoClient('mongodb://nowhere').db('usance'), 10);
    await expect(silent.inTime(new Promise(() => undefined))).rejects.toThrow(ReadSideSilent);
    expect(await silent.inTime(Promise.resolve(1))).toBe(1);
  });
});

describe('snapshots', () => {
  const snapshot = { revision: 7n, version: 'account/1/1', bytes: new Uint8Array([1, 2, 3]) };

  it('are kept, and can be done without', async () =>
    withDatabase(async (models) => {
      const warnings: string[] = [];
      const snapshots = snapshotStore(models, (message) => warnings.push(message));
      expect(await snapshots.load('account-acme.B1')).toBeUndefined();
      await snapshots.save('account-acme.B1', snapshot);
      expect(await snapshots.load('account-acme.B1')).toEqual({ ...snapshot, bytes: Buffer.from(snapshot.bytes) });
      await snapshots.save('account-acme.B2', { ...snapshot, bytes: new Uint8Array(16 * 1024 * 1024) });
      expect(warnings).toEqual(['a snapshot is too large to be kept']);
    }));

  it('fail with a warning only', async () =>
    withDatabase(async (models) => {
      const warnings: string[] = [];
      const away = Object.create(models, {
        db: { value: { collection: () => ({ findOne: refuse, replaceOne: refuse }) } },
      }) as ReadModels;
      const snapshots = snapshotStore(away, (message) => warnings.push(message));
      expect(await snapshots.load('account-acme.B1')).toBeUndefined();
      await snapshots.save('account-acme.B1', snapshot);
      expect(warnings).toHaveLength(2);
    }));
});

const refuse = () => Promise.reject(new Error('away'));
