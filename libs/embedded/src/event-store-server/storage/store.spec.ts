import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile, openFile } from '../../document-server/storage/file';
import type { Outcome } from './appender';
import { ANY, NO_STREAM } from './decide';
import type { ProposedEvent } from './record';
import { Store } from './store';

let folder: string;
let store: Store | undefined;
let lines: string[];
/** What the next writes of the file do before they fail; none: they succeed. */
let fault: ((file: LogFile, bytes: Uint8Array, position: number) => Promise<void>) | undefined;
let syncs: number;

const faulty = async (path: string): Promise<LogFile> => {
  const file = await openFile(path);
  return {
    ...file,
    write: (bytes, position) => (fault ? fault(file, bytes, position) : file.write(bytes, position)),
    sync: () => {
      syncs++;
      return file.sync();
    },
  };
};

const open = async (): Promise<Store> => {
  store = await Store.open({ dataDir: folder, openFile: faulty, log: (line) => lines.push(line) });
  return store;
};
const reopen = async (): Promise<Store> => {
  await store?.close();
  return open();
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  lines = [];
  fault = undefined;
  syncs = 0;
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  await rm(folder, { recursive: true });
});

const event = (type = 'added', data = '{}', id = randomUUID()): ProposedEvent => ({
  id,
  type,
  isJson: true,
  data: Buffer.from(data),
  metadata: Buffer.alloc(0),
});
const done = (revision: number): Outcome => ({ kind: 'done', revision, position: expect.any(Number) as number });

/** What is in a stream, as `revision:type`. */
const content = async (from: Store, stream: string): Promise<string[]> => {
  const { count } = from.seen(stream);
  const positions = from.streams.get(stream)?.positions.slice(0, count) ?? [];
  const events = await Promise.all(positions.map(async (position) => from.event(position)));
  return events.map((each) => `${each.revision}:${each.type}`);
};

it('gives each event a position of its own, in the order of the log', async () => {
  const s = await open();
  await s.append('a', NO_STREAM, [event('one'), event('two')]);
  await s.append('b', ANY, [event('three')]);
  const types = await Promise.all([0, 1, 2].map(async (i) => (await s.event(s.all.at(i))).type));
  expect(types).toEqual(['one', 'two', 'three']);
  expect(s.all.at(0)).toBeLessThan(s.all.at(1));
  expect(s.all.at(1)).toBeLessThan(s.all.at(2));
});

it('holds after a restart what it held before', async () => {
  const before = await open();
  await before.append('zażółć 漢字', NO_STREAM, [event('größe', '{"a":"漢"}')]);
  await before.append('b', ANY, [event('x')]);
  await before.delete('b', ANY, true);
  const position = before.all.at(0);
  const after = await reopen();
  expect(after.all.at(0)).toBe(position);
  const first = await after.event(position);
  expect([first.stream, first.type, first.data.toString(), first.isJson]).toEqual(['zażółć 漢字', 'größe', '{"a":"漢"}', true]);
  expect(after.seen('b').tombstone).toBe(after.all.at(2));
});

it('makes many appends durable with few syncs, in the order they came', async () => {
  const s = await open();
  await s.append('warm', ANY, [event()]);
  syncs = 0;
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => s.append('a', BigInt(i - 1), [event(`e${i}`)])));
  expect(outcomes).toEqual(Array.from({ length: 200 }, (_, i) => done(i)));
  expect(syncs).toBeLessThanOrEqual(2);
  expect((await content(await reopen(), 'a')).slice(0, 2)).toEqual(['0:e0', '1:e1']);
});

it('acknowledges only what is synced', async () => {
  const s = await open();
  let release: () => void = () => undefined;
  const held = new Promise<void>((go) => (release = go));
  fault = async (file, bytes, position) => {
    await file.write(bytes, position);
    await held;
  };
  let isAcknowledged = false;
  const append = s.append('a', ANY, [event()]).then(() => (isAcknowledged = true));
  await new Promise((turn) => setImmediate(() => setImmediate(turn)));
  expect([isAcknowledged, s.seen('a').count]).toEqual([false, 0]);
  release();
  await append;
  expect(s.seen('a').count).toBe(1);
});

describe('when the disk is full', () => {
  const full = async (file: LogFile, bytes: Uint8Array, position: number): Promise<void> => {
    await file.write(bytes.subarray(0, bytes.length / 2), position);
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };

  it('refuses, keeps what there was, reads on, and goes on when there is room', async () => {
    const s = await open();
    await s.append('a', NO_STREAM, [event('before')]);
    fault = full;
    const refused = [s.append('a', 0n, [event('lost')]), s.append('$$a', ANY, [event('$metadata', '{"$maxCount":1}')])];
    for (const outcome of await Promise.allSettled(refused)) expect(outcome.status).toBe('rejected');
    expect(await content(s, 'a')).toEqual(['0:before']);
    expect(s.seen('a').metadata).toEqual({});
    fault = undefined;
    expect(await s.append('a', 0n, [event('after')])).toEqual(done(1));
    expect(await content(s, 'a')).toEqual(['0:before', '1:after']);
    expect(await content(await reopen(), 'a')).toEqual(['0:before', '1:after']);
  });

  it('takes the same append when it is tried again', async () => {
    const s = await open();
    const same = [event('same'), event('same')];
    fault = full;
    await expect(s.append('a', ANY, same)).rejects.toThrow('no space left');
    fault = undefined;
    expect(await s.append('a', ANY, same)).toEqual(done(1));
    expect(await content(s, 'a')).toEqual(['0:same', '1:same']);
  });
});

it('still knows ids as they were, when writing them anew failed', async () => {
  const s = await open();
  const same = [event('same')];
  const first = await s.append('a', NO_STREAM, same);
  fault = () => Promise.reject(new Error('the disk is broken'));
  await expect(s.append('a', 0n, same)).rejects.toThrow('broken');
  fault = undefined;
  expect(await s.append('a', ANY, same)).toEqual(first);
});

it('does not write what waited beyond its deadline, and goes on with what is behind it', async () => {
  const s = await open();
  const outcomes = [
    s.append('a', ANY, [event('late')], Date.now()),
    s.append('a', NO_STREAM, [event('in time')], Date.now() + 60_000),
  ];
  expect(await Promise.all(outcomes)).toEqual([{ kind: 'too-late' }, done(0)]);
  expect(await content(await reopen(), 'a')).toEqual(['0:in time']);
});

it('reads a record that lies across many pages, and one that was just written, alike', async () => {
  const s = await open();
  const large = 'x'.repeat(500_000);
  await s.append('a', ANY, [event('large', large), event('middle', 'y'.repeat(100_000)), event('small', '{}')]);
  const lengths = async (from: Store): Promise<number[]> => {
    const events = await Promise.all([0, 1, 2].map(async (i) => from.event(from.all.at(i))));
    return events.map((each) => each.data.length);
  };
  expect(await lengths(s)).toEqual([500_000, 100_000, 2]);
  expect(await lengths(await reopen())).toEqual([500_000, 100_000, 2]);
});

it('refuses a folder that is in use, and takes one whose owner is gone', async () => {
  await open();
  await expect(Store.open({ dataDir: folder })).rejects.toThrow('in use');
  await reopen();
  expect((await readFile(join(folder, 'lock'), 'latin1')).startsWith(`${process.pid} `)).toBe(true);
});

it('knows an append that comes again by its ids, after a restart by the revision too', async () => {
  const s = await open();
  const same = [event('same'), event('same')];
  const first = await s.append('a', NO_STREAM, same);
  await s.append('a', ANY, [event('other')]);
  expect(await s.append('a', ANY, same)).toEqual(first);
  const after = await reopen();
  expect(await after.append('a', NO_STREAM, same)).toEqual(first);
  expect(await content(after, 'a')).toEqual(['0:same', '1:same', '2:other']);
});

it('knows an append that comes again while the first is still being written', async () => {
  const s = await open();
  const same = [event('same')];
  const [first, second] = await Promise.all([s.append('a', NO_STREAM, same), s.append('a', NO_STREAM, same)]);
  expect(second).toEqual(first);
  expect(s.seen('a').count).toBe(1);
});
