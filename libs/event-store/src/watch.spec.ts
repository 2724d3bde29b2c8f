import { setImmediate as tick } from 'node:timers/promises';
import { MemoryEventStore } from '../../../test/spec/memory-event-store';
import { Watch } from './watch';

const metadata = { commandId: 'c', inputHash: 'h', $correlationId: 'c', $causationId: 'c', seller: 'acme', appendedThrough: '0' };

const record = (store: MemoryEventStore, stream: string): void => {
  const expected = store.revisionOf(stream);
  store.apply(stream, expected, [{ id: `${stream}@${expected + 1n}`, event: { type: 'Happened', data: {} }, metadata }]);
};

describe('a watch', () => {
  let store: MemoryEventStore;
  let watch: Watch;
  let heard: string[];
  const startWatch = async (): Promise<void> => {
    watch = await Watch.start(store, ['buyer', 'country']);
    heard = [];
    watch.tell((stream, revision) => heard.push(`${stream}@${revision}`));
  };
  beforeEach(() => (store = new MemoryEventStore()));
  afterEach(() => watch.close());

  it('covers its categories once it has heard all that there is, and no other', async () => {
    store.away = true;
    await startWatch();
    await tick();
    expect(watch.covers('buyer')).toBe(false);
    store.away = false;
    await tick();
    await tick();
    expect(['buyer', 'country', 'account'].filter((category) => watch.covers(category))).toEqual(['buyer', 'country']);
  });

  it('hears of every event after its start, of its categories', async () => {
    record(store, 'buyer-acme.B1');
    await startWatch();
    for (const stream of ['buyer-acme.B1', 'account-acme.B1', 'country-acme.DE', 'buyer-acme.B1']) record(store, stream);
    await tick();
    await tick();
    expect(heard).toEqual(['buyer-acme.B1@1', 'country-acme.DE@0', 'buyer-acme.B1@2']);
  });

  it('covers nothing while the store is away, and misses nothing', async () => {
    await startWatch();
    await tick();
    store.away = true;
    await tick();
    await tick();
    expect(watch.covers('buyer')).toBe(false);
    record(store, 'buyer-acme.B1');
    store.away = false;
    await tick();
    await tick();
    expect([watch.covers('buyer'), heard]).toEqual([true, ['buyer-acme.B1@0']]);
  });

  it('covers nothing when it is closed', async () => {
    await startWatch();
    await tick();
    await watch.close();
    expect(watch.covers('buyer')).toBe(false);
  });
});
