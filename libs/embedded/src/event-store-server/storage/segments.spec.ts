import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile, openFile } from '../../document-server/storage/file';
import { CorruptLog, Log } from './log';
import { Segments } from './segments';

const LIMIT = 200;
const PAYLOAD = 90; // two frames fill a file

let folder: string;
let path: string;
/** The next file can't be made. */
let isFull: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'));
  path = join(folder, 'events.log');
  isFull = false;
});
afterEach(() => rm(folder, { recursive: true }));

const open = async (): Promise<{ log: Log; frames: string[]; lines: string[] }> => {
  const frames: string[] = [];
  const lines: string[] = [];
  const opened = async (file: string): Promise<LogFile> => {
    if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    return openFile(file);
  };
  const log = await Log.open(
    await Segments.open(path, opened, LIMIT),
    (line) => lines.push(line),
    (payload) => frames.push(payload.toString()),
  );
  return { log, frames, lines };
};

const payload = (n: number): string => String(n).padStart(PAYLOAD, '.');
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

const write = async (from: number, to: number): Promise<void> => {
  const { log } = await open();
  for (const n of numbers(from, to)) await log.append(Buffer.from(payload(n)));
  await log.close();
};
const read = async (): Promise<{ frames: string[]; lines: string[] }> => {
  const { log, frames, lines } = await open();
  await log.close();
  return { frames, lines };
};
const files = async (): Promise<string[]> => {
  const later = (await readdir(folder)).filter((name) => name !== 'events.log').sort();
  return [path, ...later.map((name) => join(folder, name))];
};

it('goes on in another file when one is full, and reads all as one', async () => {
  await write(0, 5);
  await write(5, 7);
  expect((await files()).length).toBe(4);
  expect((await read()).frames).toEqual(numbers(0, 7).map(payload));
});

it('reads across the seam of two files', async () => {
  const { log } = await open();
  const bytes: Buffer[] = [];
  for (const n of numbers(0, 6)) bytes.push(await log.append(Buffer.from(payload(n))));
  const all = Buffer.concat(bytes);
  const begin = log.end - all.length;
  const into = Buffer.alloc(all.length - 7);
  expect(await log.read(into, begin + 7)).toBe(into.length);
  expect(into.equals(all.subarray(7))).toBe(true);
  await log.close();
});

it('cuts off what a crash left in the last file, also when that is all it holds', async () => {
  await write(0, 5);
  const [, , last = ''] = await files();
  await truncate(last, 11);
  const { frames, lines } = await read();
  expect(frames).toEqual(numbers(0, 4).map(payload));
  expect(lines).toEqual([
    `${last}: the last write was cut off by a crash before it was acknowledged: 11 bytes removed at offset 0`,
  ]);
  await write(4, 6);
  expect((await read()).frames).toEqual(numbers(0, 6).map(payload));
});

it('refuses damage at the end of a file that another follows, and names it', async () => {
  await write(0, 5);
  const [, second = ''] = await files();
  const bytes = await readFile(second);
  const frame = bytes.length / 2;
  bytes[bytes.length - 1] = 0;
  await writeFile(second, bytes);
  await expect(read()).rejects.toThrow(`${second} is damaged at offset ${frame}: it is followed by another file`);
});

it('refuses a file that is missing, or shorter than it was', async () => {
  await write(0, 7);
  const [, second = '', third = ''] = await files();
  const bytes = await readFile(second);
  await truncate(second, bytes.length / 2);
  await expect(read()).rejects.toThrow(CorruptLog);
  await rm(second);
  await expect(read()).rejects.toThrow(`${third} does not follow what is before it`);
});

it('refuses an append when the next file can not be made, and takes it when it can', async () => {
  const { log } = await open();
  for (const n of numbers(0, 2)) await log.append(Buffer.from(payload(n)));
  isFull = true;
  await expect(log.append(Buffer.from(payload(2)))).rejects.toThrow('no space left');
  isFull = false;
  await log.append(Buffer.from(payload(2)));
  await log.close();
  expect((await read()).frames).toEqual(numbers(0, 3).map(payload));
});
