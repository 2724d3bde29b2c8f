import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreServer, type EventStoreServer } from '@usance/embedded';
import { businessDayIs } from '../../spec/business-day';
import { CommandRunner, connectEventStore, inputHash, streamName, type Command, type EventStore } from '@usance/event-store';

jest.setTimeout(60_000);

let folder: string;
let server: EventStoreServer;
let store: EventStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usance-runner-'));
  server = await startEventStoreServer({ dataDir: folder });
  store = connectEventStore(server.url);
});
afterAll(async () => {
  await store.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const runnerOnTheStore = () => new CommandRunner({ store, elsewhere: businessDayIs('2026-02-10') });

const registered = (buyerId: string): Command => {
  const payload = { buyerId, legalName: buyerId, country: 'DE' };
  const commandId = `register-${buyerId}`;
  const hash = inputHash('RegisterBuyer', payload);
  return { seller: 'acme', name: 'RegisterBuyer', payload, commandId, inputHash: hash, correlationId: commandId };
};

it('takes on thousands of new streams; a server closes the connection on which so many reads are reset', async () => {
  const runner = runnerOnTheStore();
  for (let first = 0; first < 3_000; first += 100) {
    const hundred = Array.from({ length: 100 }, (_, index) => runner.execute(registered(`B${first + index}`)));
    expect((await Promise.all(hundred)).every(({ revision }) => revision === 0n)).toBe(true);
  }
});

it('knows a stream that another process has begun', async () => {
  const stream = streamName('buyer', 'acme', 'M1');
  expect(await store.isEmpty(stream)).toBe(true);
  await runnerOnTheStore().execute(registered('M1'));
  expect(await store.isEmpty(stream)).toBe(false);
  const again = await runnerOnTheStore().execute(registered('M1'));
  expect(again).toMatchObject({ revision: 0n, repeated: true });
});
