import { collectionName, rebuild, READ_MODELS, replay, takeLease, type Projection, type ReadModels } from '@usance/projections';
import { eventually } from '../../support/eventually';
import type { MemoryEventStore } from '../../spec/memory-event-store';
import { play } from '../../spec/random-history';
import { useDatabases } from './database';
import { bytesOf, collectionOf, hashes, hosted, level, LIVE, Notes, openItems, story } from './hosting';

jest.setTimeout(120_000);

const withDatabase = useDatabases();

const next: Projection = { ...openItems, version: openItems.version + 1 };
const NEXT = collectionOf(next);
/** The collection of the nth rebuild. */
const rebuilt = (generation: number): string => collectionName(openItems.name, openItems.version, generation);

const names = async ({ db }: ReadModels): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('open_items'));

const build = (models: ReadModels, store: MemoryEventStore, signal = new AbortController().signal) =>
  rebuild({ models, store, projection: openItems, signal });

describe('a new version of a read model', () => {
  it('fills beside the one that answers, which stays level, and answers when it is level itself', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, async (older) => {
        await level(models, store, ['open_items']);
        await hosted({ models, store, projections: [next] }, () =>
          eventually('it answers', async () => (await models.live('open_items')) === NEXT),
        );
        await eventually('the older one lets go', () => older.position() === undefined);
        expect(await models.live('open_items')).toBe(NEXT);
      });
      const whole = hashes((await replay([openItems], [store.log])).get('open_items') ?? []);
      expect(await bytesOf(models, LIVE)).toEqual(whole);
      expect(await bytesOf(models, NEXT)).toEqual(whole);
    }));

  it('is not answered for by the one before, which a query of the new version might misread; nor the other way round', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      expect((await models.open(openItems)).collection.collectionName).toBe(LIVE);
      await expect(models.open(next)).rejects.toThrow(
        `open_items is being built in version ${next.version}, and is at position 0; ${LIVE} answers`,
      );
      expect(await models.answers(next)).toBe(false);
      await hosted({ models, store, projections: [next] }, () =>
        eventually('it answers', async () => (await models.live('open_items')) === NEXT),
      );
      expect(await models.open(next)).toMatchObject({ collection: { collectionName: NEXT }, position: await store.head() });
      await expect(models.open(openItems)).rejects.toThrow(
        `${NEXT} answers for open_items: this process knows version ${openItems.version} only`,
      );
    }));

  it('is said to be building, and how far it is', async () =>
    withDatabase(async (models) => {
      await models.flip('open_items', LIVE);
      await takeLease(models, NEXT, 'a worker');
      await models.progress.updateOne({ _id: NEXT }, { $set: { position: 700n } });
      expect(await models.status([next])).toEqual([{ name: 'open_items', collection: NEXT, position: 700n, state: 'building' }]);
      await models.progress.updateOne({ _id: NEXT }, { $set: { state: 'stopped', reason: 'poison' } });
      expect(await models.status([next])).toMatchObject([{ state: 'stopped', reason: 'poison' }]);
      await models.flip('open_items', NEXT);
      expect(await models.status([openItems])).toMatchObject([{ state: 'unowned' }]);
    }));

  it('is not taken back by a worker of the older one that starts later', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await models.flip('open_items', NEXT);
      const log = new Notes();
      await hosted({ models, store, projections: [openItems, ...READ_MODELS.slice(0, 1)], log }, async (host) => {
        await level(models, store, ['buyers']);
        expect(host.position('open_items')).toBeUndefined();
      });
      expect(await models.live('open_items')).toBe(NEXT);
      expect(log.lines).toEqual(['a later version of a read model answers; this one is not followed']);
    }));
});

describe('a rebuild', () => {
  it('gives the same bytes, and hands over to the running host', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store }, async () => {
        await level(models, store);
        expect(await build(models, store)).toBe(rebuilt(1));
        await eventually('the host follows', async () => (await models.status([openItems]))[0]?.state === 'running');
      });
      expect(await models.live('open_items')).toBe(rebuilt(1));
      expect(await bytesOf(models, rebuilt(1))).toEqual(await bytesOf(models, LIVE));
    }));

  it('keeps what answered before until the next one', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      await build(models, store);
      expect((await names(models)).sort()).toEqual([LIVE, rebuilt(1)]);
      await build(models, store);
      expect((await names(models)).sort()).toEqual([rebuilt(1), rebuilt(2)]);
      expect(await models.live('open_items')).toBe(rebuilt(2));
    }));

  it('leaves alone what somebody else is filling, and clears it away when nobody does any more', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      const lease = await takeLease(models, NEXT, 'a worker of the next release');
      await models.db.collection(NEXT).insertOne({ position: 100n });
      await build(models, store);
      expect((await names(models)).sort()).toEqual([LIVE, rebuilt(1), NEXT]);
      expect(await models.progress.findOne({ _id: NEXT })).toMatchObject({ token: lease?.token, owner: lease?.owner });
      await models.progress.updateOne({ _id: NEXT }, { $set: { expiresAt: new Date(0) } });
      await build(models, store);
      expect((await names(models)).sort()).toEqual([rebuilt(1), rebuilt(2)]);
      expect(await models.progress.findOne({ _id: NEXT })).toBeNull();
    }));

  it('can be stopped, and started again', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      const stop = new AbortController();
      const stopped = rebuild({
        models,
        store: Object.assign(Object.create(store) as MemoryEventStore, { feed: (after: bigint) => oneByOne(store, after, stop) }),
        projection: openItems,
        signal: stop.signal,
      });
      await expect(stopped).rejects.toThrow(`${LIVE} still answers`);
      expect(await models.live('open_items')).toBe(LIVE);
      const built = await build(models, store);
      expect(await models.live('open_items')).toBe(built);
      expect(await bytesOf(models, built)).toEqual(await bytesOf(models, LIVE));
      expect((await names(models)).sort()).toEqual([LIVE, built]);
    }));

  it('of an empty log answers at once', async () =>
    withDatabase(async (models) => {
      const { store } = await play([]);
      store.log.length = 0;
      expect(await build(models, store)).toBe(rebuilt(1));
    }));
});

/** Five pages of one event; then the signal aborts. */
async function* oneByOne({ log }: MemoryEventStore, after: bigint, stop: AbortController) {
  for (const event of log.filter(({ position }) => position > after).slice(0, 5)) yield [event];
  stop.abort();
}
