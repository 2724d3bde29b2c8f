import { rebuild, READ_MODELS, replay, type Projection, type ReadModels } from '@usance/projections';
import { eventually } from '../../support/eventually';
import type { MemoryEventStore } from '../../spec/memory-event-store';
import { play } from '../../spec/random-history';
import { useDatabases } from './database';
import { bytesOf, hashes, hosted, level, Notes, openItems, story } from './hosting';

jest.setTimeout(120_000);

const withDatabase = useDatabases();

const next: Projection = { ...openItems, version: 2 };

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
          eventually('it answers', async () => (await models.live('open_items')) === 'open_items_v2'),
        );
        await eventually('the older one lets go', () => older.position() === undefined);
        expect(await models.live('open_items')).toBe('open_items_v2');
      });
      const whole = hashes((await replay([openItems], [store.log])).get('open_items') ?? []);
      expect(await bytesOf(models, 'open_items_v1')).toEqual(whole);
      expect(await bytesOf(models, 'open_items_v2')).toEqual(whole);
    }));

  it('is not taken back by a worker of the older one that starts later', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await models.flip('open_items', 'open_items_v2');
      const log = new Notes();
      await hosted({ models, store, projections: [openItems, ...READ_MODELS.slice(0, 1)], log }, async (host) => {
        await level(models, store, ['buyers']);
        expect(host.position('open_items')).toBeUndefined();
      });
      expect(await models.live('open_items')).toBe('open_items_v2');
      expect(log.lines).toEqual(['a later version of a read model answers; this one is not followed']);
    }));
});

describe('a rebuild', () => {
  it('gives the same bytes, and hands over to the running host', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store }, async () => {
        await level(models, store);
        expect(await build(models, store)).toBe('open_items_v1_1');
        await eventually('the host follows', async () => (await models.status(['open_items']))[0]?.state === 'running');
      });
      expect(await models.live('open_items')).toBe('open_items_v1_1');
      expect(await bytesOf(models, 'open_items_v1_1')).toEqual(await bytesOf(models, 'open_items_v1'));
    }));

  it('keeps what answered before until the next one', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [openItems] }, () => level(models, store, ['open_items']));
      await build(models, store);
      expect((await names(models)).sort()).toEqual(['open_items_v1', 'open_items_v1_1']);
      await build(models, store);
      expect((await names(models)).sort()).toEqual(['open_items_v1_1', 'open_items_v1_2']);
      expect(await models.live('open_items')).toBe('open_items_v1_2');
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
      await expect(stopped).rejects.toThrow('open_items_v1 still answers');
      expect(await models.live('open_items')).toBe('open_items_v1');
      const built = await build(models, store);
      expect(await models.live('open_items')).toBe(built);
      expect(await bytesOf(models, built)).toEqual(await bytesOf(models, 'open_items_v1'));
      expect((await names(models)).sort()).toEqual(['open_items_v1', built]);
    }));

  it('of an empty log answers at once', async () =>
    withDatabase(async (models) => {
      const { store } = await play([]);
      store.log.length = 0;
      expect(await build(models, store)).toBe('open_items_v1_1');
    }));
});

/** Five pages of one event; then the signal aborts. */
async function* oneByOne({ log }: MemoryEventStore, after: bigint, stop: AbortController) {
  for (const event of log.filter(({ position }) => position > after).slice(0, 5)) yield [event];
  stop.abort();
}
