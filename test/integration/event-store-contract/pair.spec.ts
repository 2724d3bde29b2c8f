import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';
import type { EmbeddedPair } from '@usance/embedded';
import { CompiledServers } from './server-process';

let servers: CompiledServers;
let folder: string;
let pair: EmbeddedPair;

beforeAll(() => {
  servers = CompiledServers.compile();
}, 60_000);
afterAll(() => servers.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-pair-'));
  pair = await servers.index().startEmbeddedPair({ dataDir: folder });
}, 30_000);
afterEach(async () => {
  await pair.stop();
  await rm(folder, { recursive: true });
}, 30_000);

it('starts both servers, each ready for its client', async () => {
  const eventStore = EventStoreDBClient.connectionString(pair.eventStoreUrl);
  expect((await eventStore.appendToStream('s', jsonEvent({ type: 't', data: {} }))).success).toBe(true);
  await eventStore.dispose();
  const mongo = await new MongoClient(pair.mongoUrl).connect();
  expect((await mongo.db('d').collection('c').insertOne({ a: 1 })).acknowledged).toBe(true);
  await mongo.close();
});

it('tells when one ends that was not told to', async () => {
  const ended = new Promise((done) => pair.onExit((which, code) => done([which, code])));
  process.kill(pair.pids.documents, 'SIGKILL');
  expect(await ended).toEqual(['documents', null]);
});

it('refuses a folder that another pair has, naming who has it', async () => {
  await expect(servers.index().startEmbeddedPair({ dataDir: folder })).rejects.toThrow(
    `in use by process ${pair.pids.eventstore}`,
  );
});
