import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LogFile, OpenFile, syncFolder } from '../../document-server/storage/file';

/** The data is damaged where a crash can't have damaged it. */
export class CorruptLog extends Error {}

/** A file grows no more once it is that large; a write is in one file, whole. */
const SEGMENT_BYTES = 128 * 1024 * 1024;

interface Segment {
  readonly path: string;
  /** Where it begins among all bytes. */
  readonly start: number;
  readonly file: LogFile;
  size: number;
}

/** Where the bytes behind a position are kept. */
interface Spot {
  readonly path: string;
  readonly offset: number;
}

/** `events.log`, then `events-0000000134217760.log`: the number says where the file begins among all bytes. */
const pathOf = (first: string, start: number): string =>
  start === 0 ? first : join(dirname(first), `${basename(first, '.log')}-${String(start).padStart(16, '0')}.log`);

const startsOf = async (first: string): Promise<readonly number[]> => {
  const names = await readdir(dirname(first));
  const later = names.map((name) => Number(/-(\d{16})\.log$/.exec(name)?.[1] ?? 0));
  return [0, ...later.filter((start, i) => start > 0 && pathOf(first, start) === join(dirname(first), names[i] ?? ''))].sort(
    (a, b) => a - b,
  );
};

/** Files of bounded size, one behind the other, as if they were one. Only the last is written to. */
export class Segments implements LogFile {
  private readonly segments: Segment[] = [];

  private constructor(
    private readonly first: string,
    private readonly openFile: OpenFile,
    private readonly limit: number,
  ) {}

  /** Opens the files of a log, by the path of its first; refuses when one of them is missing or of another length than it was. */
  static async open(first: string, openFile: OpenFile, limit = SEGMENT_BYTES): Promise<Segments> {
    const all = new Segments(first, openFile, limit);
    try {
      for (const start of await startsOf(first)) {
        const end = all.end;
        if (start !== end)
          throw new CorruptLog(`${pathOf(first, start)} does not follow what is before it, which ends at ${end}`);
        all.segments.push(await all.make(start));
      }
      // The last may have been made just before a crash.
      await syncFolder(dirname(first));
      return all;
    } catch (error) {
      await all.close();
      throw error;
    }
  }

  /** Where the last file begins: what is before was durable before that file was made. */
  get lastStart(): number {
    return this.last.start;
  }

  /** The file, and the place in it, of a position. */
  spot(position: number): Spot {
    const { path, start } = this.segments[this.indexAt(position)] ?? this.last;
    return { path, offset: position - start };
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    if (this.last.size >= this.limit && position === this.end) await this.begin(position);
    const { last } = this;
    await last.file.write(bytes, position - last.start);
    last.size = Math.max(last.size, position - last.start + bytes.length);
  }

  async read(into: Buffer, position: number): Promise<number> {
    let done = 0;
    for (let i = this.indexAt(position); i < this.segments.length && done < into.length; i++) {
      const { file, start, size } = this.segments[i] ?? this.last;
      const from = position + done - start;
      const wanted = Math.min(into.length - done, size - from);
      if (wanted <= 0) continue;
      const read = await file.read(into.subarray(done, done + wanted), from);
      done += read;
      if (read < wanted) break;
    }
    return done;
  }

  size(): Promise<number> {
    return Promise.resolve(this.end);
  }

  async truncate(size: number): Promise<void> {
    const { last } = this;
    if (size < last.start) throw new Error(`${last.path} is not to be cut off before it begins`);
    await last.file.truncate(size - last.start);
    last.size = size - last.start;
  }

  sync(): Promise<void> {
    return this.last.file.sync();
  }

  async close(): Promise<void> {
    for (const { file } of this.segments) await file.close();
  }

  private get end(): number {
    const last = this.segments.at(-1);
    return last ? last.start + last.size : 0;
  }

  private get last(): Segment {
    const last = this.segments.at(-1);
    if (!last) throw new Error('the log has no file');
    return last;
  }

  /** The index of the file that holds a position, or of the last. */
  private indexAt(position: number): number {
    let index = this.segments.length - 1;
    while (index > 0 && (this.segments[index]?.start ?? 0) > position) index--;
    return index;
  }

  /** Begins the next file; it counts once its name is durable. */
  private async begin(start: number): Promise<void> {
    const next = await this.make(start);
    try {
      await syncFolder(dirname(this.first));
      this.segments.push(next);
    } catch (error) {
      await next.file.close();
      throw error;
    }
  }

  private async make(start: number): Promise<Segment> {
    const path = pathOf(this.first, start);
    const file = await this.openFile(path);
    return { path, start, file, size: await file.size() };
  }
}
