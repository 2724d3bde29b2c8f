import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from '../../document-server/storage/file';
import { CorruptLog, FRAME_HEAD, Log } from './log';
import { Segments } from './segments';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-log-'));
  path = join(folder, 'events.log');
});
afterEach(() => rm(folder, { recursive: true }));

const openLog = async (): Promise<{ log: Log; frames: string[]; lines: string[] }> => {
  const frames: string[] = [];
  const lines: string[] = [];
  const log = await Log.open(
    await Segments.open(path, openFile),
    (line) => lines.push(line),
    (payload) => frames.push(payload.toString()),
  );
  return { log, frames, lines };
};

const written = async (...payloads: string[]): Promise<number[]> => {
  const { log } = await openLog();
  const starts: number[] = [];
  for (const payload of payloads) {
    starts.push(log.end);
    await log.append(Buffer.from(payload));
  }
  await log.close();
  return starts;
};

const read = async (): Promise<{ frames: string[]; lines: string[] }> => {
  const { log, frames, lines } = await openLog();
  await log.close();
  return { frames, lines };
};

/** Changes one byte of the file. */
const flip = async (at: number): Promise<void> => {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);
};

it('gives back what was written, frame by frame', async () => {
  await written('one', 'two', 'x'.repeat(5 * 1024 * 1024));
  const { frames, lines } = await read();
  expect(frames).toEqual(['one', 'two', 'x'.repeat(5 * 1024 * 1024)]);
  expect(lines).toEqual([]);
});

it.each([1, FRAME_HEAD - 1, FRAME_HEAD, FRAME_HEAD + 2])(
  'cuts off a frame of which only %d bytes were written, and says so',
  async (rest) => {
    const [, , last = 0] = await written('one', 'two', 'three');
    await truncate(path, last + rest);
    const { frames, lines } = await read();
    expect(frames).toEqual(['one', 'two']);
    expect(lines).toEqual([expect.stringContaining(`${rest} bytes removed at offset ${last}`)]);
    expect((await stat(path)).size).toBe(last);
    await written('four');
    expect((await read()).frames).toEqual(['one', 'two', 'four']);
  },
);

it('cuts off a last frame of which the bytes are not what was written', async () => {
  const [, last = 0] = await written('one', 'two');
  await flip(last + FRAME_HEAD + 1);
  expect((await read()).frames).toEqual(['one']);
});

it('refuses a file with damage before intact data, and says where', async () => {
  const [, middle = 0] = await written('one', 'two', 'three');
  await flip(middle + FRAME_HEAD);
  await expect(read()).rejects.toThrow(CorruptLog);
  await expect(read()).rejects.toThrow(`${path} is damaged at offset ${middle}`);
});

it('refuses a file that lacks a frame in the middle', async () => {
  const [, second = 0, third = 0] = await written('one', 'two', 'three');
  const bytes = await readFile(path);
  await writeFile(path, Buffer.concat([bytes.subarray(0, second), bytes.subarray(third)]));
  await expect(read()).rejects.toThrow(`${path} is damaged at offset ${second}`);
});

it('refuses a file that is something else', async () => {
  await writeFile(path, 'a letter to somebody, and not a log');
  await expect(read()).rejects.toThrow('is not a log of this server');
});

it('begins anew when a crash left a part of the header', async () => {
  await writeFile(path, 'USANCE');
  await written('one');
  expect((await read()).frames).toEqual(['one']);
});
