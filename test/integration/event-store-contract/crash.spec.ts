import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { CompiledServers, ServerProcess } from './server-process';

/*
 * What was acknowledged is there after kill -9, once and whole. The embedded server only: a process that the test may kill.
 */

const AT_ONCE = 64;
const STREAMS = 16;
const ROUNDS = 4;

let servers: CompiledServers;
let folder: string;

beforeAll(() => {
  servers = CompiledServers.compile();
}, 60_000);
afterAll(() => servers.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-store-crash-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Acknowledged {
  readonly stream: string;
  readonly id: string;
  /** The revision of the append's last event. */
  readonly revision: bigint;
}

/** Appends from many callers at once until the server dies, and kills it after so many were acknowledged. */
const appendUntilKilled = async (server: ServerProcess, after: number): Promise<readonly Acknowledged[]> => {
  const client = EventStoreDBClient.connectionString(server.url);
  const acknowledged: Acknowledged[] = [];
  let killed: Promise<unknown> | undefined;
  const caller = async (number: number): Promise<void> => {
    for (let i = 0; ; i++) {
      const stream = `s-${(number + i) % STREAMS}`;
      const ids = [randomUUID(), randomUUID()];
      const events = ids.map((id) => jsonEvent({ id, type: 'added', data: { number, i } }));
      const result = await client.appendToStream(stream, events).catch(() => undefined);
      if (!result) return;
      ids.forEach((id, k) =>
        acknowledged.push({ stream, id, revision: result.nextExpectedRevision - BigInt(ids.length - 1 - k) }),
      );
      if (acknowledged.length >= after) killed ??= server.end('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => caller(number)));
  await killed;
  await client.dispose();
  return acknowledged;
};

/** All that is stored, by stream: the ids in the order of their revisions. */
const stored = async (server: ServerProcess): Promise<Map<string, string[]>> => {
  const client = EventStoreDBClient.connectionString(server.url);
  const streams = new Map<string, string[]>();
  for await (const { event } of client.readAll()) {
    if (!event?.streamId.startsWith('s-')) continue;
    const ids = streams.get(event.streamId) ?? [];
    expect(event.revision).toBe(BigInt(ids.length));
    streams.set(event.streamId, [...ids, event.id]);
  }
  await client.dispose();
  return streams;
};

it('has every acknowledged append, once, whole and at its revision, after each of several kills', async () => {
  const acknowledged: Acknowledged[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const server = await servers.start(folder);
    acknowledged.push(...(await appendUntilKilled(server, round * 300)));
    const again = await servers.start(folder);
    const streams = await stored(again);
    const lost = acknowledged.filter(({ stream, id, revision }) => streams.get(stream)?.[Number(revision)] !== id);
    expect(lost).toEqual([]);
    const ids = [...streams.values()].flat();
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, held] of streams) expect(held.length % 2).toBe(0);
    await again.end('SIGTERM');
  }
}, 60_000);

it('ends in good order when it is told to, and when its parent is gone, and gives the folder back', async () => {
  const first = await servers.start(folder);
  await expect(servers.start(folder)).rejects.toThrow('is in use by process');
  expect(await first.end('SIGTERM')).toBe(0);
  const second = await servers.start(folder);
  expect(await second.abandon()).toBe(0);
  const third = await servers.start(folder);
  await third.end('SIGKILL');
  const fourth = await servers.start(folder);
  expect(await fourth.end('SIGTERM')).toBe(0);
  expect(fourth.lines).toEqual([]);
}, 60_000);
