import { spawnSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Long } from 'bson';
import { bytesOf, Database } from '../testing/database';
import { LogFile, OpenFile, openFile } from './file';

jest.setTimeout(60_000); // a busy disk is slow, not wrong

let folder: string;
let log: string;
const opened: Database[] = [];

const start = async (options: { openFile?: OpenFile; compactFrom?: number; lines?: string[] } = {}): Promise<Database> => {
  const { lines, ...rest } = options;
  const database = await Database.open({ dataDir: folder, ...rest, log: (line) => lines?.push(line) });
  opened.push(database);
  return database;
};

const contents = async (database: Database): Promise<string[]> => (await database.find('c')).map(bytesOf).sort();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
  log = join(folder, 'documents.log');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await rm(folder, { recursive: true });
});

describe('what was acknowledged', () => {
  it('is there after a restart: documents, indexes, renamed and dropped collections', async () => {
    const first = await start();
    await first.insert('old', { _id: 1, v: Long.fromString('9007199254740993') }, { _id: 2 }, { _id: 3 });
    await first.run({ createIndexes: 'old', indexes: [{ key: { v: 1 }, name: 'v_1', unique: true }] });
    await first.run({ delete: 'old', deletes: [{ q: { _id: 2 }, limit: 1 }] });
    await first.run({ update: 'old', updates: [{ q: { _id: 3 }, u: { $set: { v: 1 } } }] });
    await first.run({ createIndexes: 'old', indexes: [{ key: { v: 1 }, name: 'v_1', unique: true }] });
    await first.insert('gone', { _id: 1 });
    await first.run({ drop: 'gone' });
    await first.engine.close();
    const second = await start();
    expect((await second.find('old')).map((d) => Number(d._id))).toEqual([1, 3]);
    expect(
      (await second.run({ insert: 'old', documents: [{ _id: 9, v: Long.fromString('9007199254740993') }] })).writeErrors,
    ).toHaveLength(1);
    expect(await second.find('gone')).toEqual([]);
  });

  it('is cut from a torn tail at any byte, and the log says how many', async () => {
    const first = await start();
    await first.insert('c', { _id: 1 });
    const whole = await contents(first);
    const { size } = await stat(log);
    await first.insert('c', { _id: 2 });
    await first.engine.close();
    const full = await readFile(log);
    for (const cut of [size + 1, size + 15, size + 16, full.length - 1]) {
      await writeFile(log, full.subarray(0, cut));
      const lines: string[] = [];
      const again = await start({ lines });
      expect(await contents(again)).toEqual(whole);
      expect(lines.join()).toContain(`${cut - size} bytes removed at offset ${size}`);
      await again.engine.close();
    }
  });

  it('is not guessed when the middle is damaged: the file and the place are named', async () => {
    const first = await start();
    await first.insert('c', { _id: 1 });
    const { size } = await stat(log);
    await first.insert('c', { _id: 2 });
    await first.insert('c', { _id: 3 });
    await first.engine.close();
    for (const at of [size, size + 5, size + 20]) {
      const bytes = await readFile(log);
      bytes[at] = (bytes[at] as number) ^ 0xff;
      await writeFile(log, bytes);
      await expect(start()).rejects.toThrow(`${log} is damaged at offset ${size}`);
      bytes[at] = bytes[at] ^ 0xff;
      await writeFile(log, bytes);
    }
    expect(await contents(await start())).toHaveLength(3);
  });

  it('begins anew when a crash left an empty or half-written header, and refuses a foreign file', async () => {
    await (await start()).engine.close();
    await truncate(log, 3);
    await (await start()).engine.close();
    await writeFile(log, 'something else altogether');
    await expect(start()).rejects.toThrow('is not a log of this server');
  });
});

/** A file that fails when told to, as a full disk or a broken one does. */
const failing = (): { openFile: OpenFile; fail: { write?: string; sync?: string } } => {
  const fail: { write?: string; sync?: string } = {};
  const raise = (code: string | undefined): void => {
    if (code !== undefined) throw Object.assign(new Error(`${code}: injected`), { code });
  };
  const wrapped: OpenFile = async (path) => {
    const file: LogFile = await openFile(path);
    return {
      ...file,
      write: async (bytes, position) => {
        if (fail.write !== undefined) await file.write(bytes.subarray(0, bytes.length >> 1), position);
        raise(fail.write);
        await file.write(bytes, position);
      },
      sync: async () => {
        raise(fail.sync);
        await file.sync();
      },
    };
  };
  return { openFile: wrapped, fail };
};

describe('a write that can not be stored', () => {
  it.each([
    ['write', 'ENOSPC', 14031],
    ['sync', 'EIO', 39],
  ] as const)('is refused when %s fails by %s, undone, and the server goes on', async (operation, code, expected) => {
    const { openFile: open, fail } = failing();
    const database = await start({ openFile: open });
    await database.run({ createIndexes: 'c', indexes: [{ key: { v: 1 }, name: 'v_1', unique: true }] });
    await database.insert('c', { _id: 1, v: 1 }, { _id: 2, v: 2 });
    const before = await contents(database);
    fail[operation] = code;
    const attempts: Document[] = await Promise.all([
      database.run({ insert: 'c', documents: [{ _id: 3, v: 3 }] }),
      database.run({ update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { v: 9 } } }] }),
      database.run({ delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] }),
      database.run({ create: 'other' }),
      database.run({ renameCollection: 'd.c', to: 'd.x' }),
    ]);
    expect(attempts.map((answer) => [Number(answer.ok), Number(answer.code)])).toEqual(attempts.map(() => [0, expected]));
    expect(await contents(database)).toEqual(before);
    expect(await database.run({ listCollections: 1 })).toMatchObject({ cursor: { firstBatch: [{ name: 'c' }] } });
    delete fail[operation];
    expect(await database.insert('c', { _id: 4, v: 3 })).toMatchObject({ ok: { value: 1 } });
    await database.engine.close();
    expect((await (await start()).find('c', {}, { sort: { _id: 1 } })).map((d) => Number(d._id))).toEqual([1, 2, 4]);
  });
});

describe('the log', () => {
  const rewrite = async (database: Database, rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round++)
      await database.run({
        update: 'c',
        updates: Array.from({ length: 50 }, (_, i) => ({
          q: { _id: i },
          u: { _id: i, round, pad: 'x'.repeat(200) },
          upsert: true,
        })),
      });
  };

  it('stays bounded under a worker that updates the same documents, and nothing is lost', async () => {
    const lines: string[] = [];
    const database = await start({ compactFrom: 50_000, lines });
    await database.run({ createIndexes: 'c', indexes: [{ key: { round: 1 }, name: 'round_1' }] });
    await rewrite(database, 60);
    expect(lines.some((line) => line.includes('compacted'))).toBe(true);
    expect(database.engine.logSize).toBeLessThan(200_000);
    const before = await contents(database);
    await database.engine.close();
    const again = await start();
    expect(await contents(again)).toEqual(before);
    expect(await again.find('c', { round: 59 })).toHaveLength(50);
    expect(await again.run({ listIndexes: 'c' })).toMatchObject({
      cursor: { firstBatch: [{ name: '_id_' }, { name: 'round_1' }] },
    });
  });

  it('keeps what is written by many while it is compacted', async () => {
    const database = await start({ compactFrom: 20_000 });
    await Promise.all(
      Array.from({ length: 8 }, (_, worker) =>
        (async (): Promise<void> => {
          for (let i = 0; i < 40; i++)
            await database.run({
              update: 'c',
              updates: [{ q: { _id: worker }, u: { $set: { pad: 'y'.repeat(500) }, $inc: { n: 1 } }, upsert: true }],
            });
        })(),
      ),
    );
    await database.engine.close();
    expect((await (await start()).find('c')).map((d) => Number(d.n))).toEqual(Array.from({ length: 8 }, () => 40));
  });

  it('survives a compaction that fails', async () => {
    const lines: string[] = [];
    const full: OpenFile = (path) =>
      path.endsWith('.compacting') ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })) : openFile(path);
    const database = await start({ compactFrom: 20_000, openFile: full, lines });
    await rewrite(database, 20);
    expect(lines.some((line) => line.startsWith('log not compacted'))).toBe(true);
    const before = await contents(database);
    await database.engine.close();
    expect(await contents(await start())).toEqual(before);
  });
});

describe('the folder', () => {
  it('belongs to one server at a time', async () => {
    await start();
    await expect(start()).rejects.toThrow('in use by this process');
  });

  it('is refused while another process has it, and taken over from a dead one', async () => {
    const alive = process.ppid;
    await writeFile(join(folder, 'lock'), `${alive} \n`);
    await expect(start()).rejects.toThrow(`in use by process ${alive}`);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(folder, 'lock'), `${dead} 1\n`);
    await (await start()).engine.close();
    await expect(open(join(folder, 'lock'))).rejects.toThrow('ENOENT');
  });
});
