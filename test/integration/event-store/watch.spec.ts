import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreServer, type EventStoreServer } from '@usance/embedded';
import { connectEventStore, Watch, type EventStore } from '@usance/event-store';
import { eventually } from '../../support/eventually';

jest.setTimeout(60_000);

let dataDir: string;
let server: EventStoreServer;
let store: EventStore;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'usance-watch-'));
  server = await startEventStoreServer({ dataDir });
  store = connectEventStore(server.url);
});
afterAll(async () => {
  await store.close();
  await server.close();
  await rm(dataDir, { recursive: true });
});

const metadata = { commandId: 'c', inputHash: 'h', $correlationId: 'c', $causationId: 'c', seller: 'acme', appendedThrough: '0' };
const append = (stream: string, expected: bigint, id: string) =>
  store.append(stream, expected, [{ id, event: { type: 'BuyerRegistered', data: { buyerId: 'B1' } }, metadata }]);

it('covers once it is level with the log, hears what comes, covers nothing while the store is away, and misses nothing', async () => {
  await append('buyer-acme.B1', -1n, '00000000-0000-4000-8000-000000000001');
  const watch = await Watch.start(store, ['buyer']);
  const heard: string[] = [];
  watch.tell((stream, revision) => heard.push(`${stream}@${revision}`));
  expect(watch.covers('buyer')).toBe(false);
  await eventually('it is level', () => watch.covers('buyer'));
  await append('buyer-acme.B1', 0n, '00000000-0000-4000-8000-000000000002');
  await append('account-acme.B1', -1n, '00000000-0000-4000-8000-000000000003');
  await eventually('it has heard', () => heard.length > 0);
  const port = Number(new URL(server.url.replace('esdb:', 'http:')).port);
  await server.close();
  await eventually('it notices', () => !watch.covers('buyer'));
  server = await startEventStoreServer({ dataDir, port });
  await eventually('the store is back', () =>
    store.ping().then(
      () => true,
      () => false,
    ),
  );
  await append('buyer-acme.B1', 1n, '00000000-0000-4000-8000-000000000004');
  await eventually('it is level again', () => watch.covers('buyer') && heard.length === 2);
  expect(heard).toEqual(['buyer-acme.B1@1', 'buyer-acme.B1@2']);
  await watch.close();
  expect(watch.covers('buyer')).toBe(false);
});
