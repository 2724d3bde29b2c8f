import { Writer } from '../wire/writer';
import { Pages } from './pages';
import { writeRecord } from './record';

/** A log in memory that counts how often it is read. */
class MemoryLog {
  private readonly writer = new Writer(1024);
  end = 0;
  reads = 0;

  /** Writes an event; answers where, and what was written. */
  add(data: string): { position: number; bytes: Buffer } {
    const position = this.writer.at;
    const event = { id: '00000000-0000-0000-0000-000000000001', type: 't', isJson: false, metadata: Buffer.alloc(0) };
    writeRecord(this.writer, { ...event, data: Buffer.from(data), stream: 's', revision: 0, created: 1 });
    return { position, bytes: this.writer.written().subarray(position) };
  }

  async read(into: Buffer, position: number): Promise<number> {
    this.reads++;
    return this.writer.written().copy(into, 0, position);
  }
}

const read = async (pages: Pages, position: number): Promise<string> => (await pages.event(position)).data.toString();

it('reads a page once, though it is not full', async () => {
  const log = new MemoryLog();
  const positions = ['one', 'two'].map((data) => log.add(data).position);
  log.end = log.add('three').position;
  const pages = new Pages(log);
  expect(await Promise.all(positions.map((position) => read(pages, position)))).toEqual(['one', 'two']);
  const { reads } = log;
  expect(await Promise.all(positions.map((position) => read(pages, position)))).toEqual(['one', 'two']);
  expect(log.reads).toBe(reads);
});

it('adds what is written to the page it has', async () => {
  const log = new MemoryLog();
  const pages = new Pages(log);
  const one = log.add('one');
  log.end = one.bytes.length;
  await read(pages, one.position);
  const two = log.add('two');
  log.end += two.bytes.length;
  pages.written(two.position, two.bytes);
  const { reads } = log;
  expect(await read(pages, two.position)).toBe('two');
  expect(log.reads).toBe(reads);
});

it('keeps no more pages than it may', async () => {
  const log = new MemoryLog();
  const positions = Array.from({ length: 8 }, (_, i) => log.add(`${i}`.repeat(65_000)).position);
  log.end = log.add('end').position;
  const pages = new Pages(log, 2);
  for (const [i, position] of positions.entries()) expect(await read(pages, position)).toBe(`${i}`.repeat(65_000));
  const { reads } = log;
  await read(pages, positions[0] ?? -1);
  expect(log.reads).toBeGreaterThan(reads);
});
