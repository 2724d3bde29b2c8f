import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Doc } from '../values/doc';
import { readDocs } from '../values/read';
import { LogFile, OpenFile, syncFolder } from './file';
import { findFrame, frame, FRAME_HEAD, HEADER, readFrame } from './frames';

/** Says a line; the server's log. */
export type Say = (line: string) => void;

/** The data is damaged where a crash can't have damaged it. */
export class CorruptLog extends Error {}

/** The append-only file. One append at a time; what an append answers is durable. */
export class Log {
  private sequence = 0;
  /** Set when a failed append may have left bytes behind the end that could not be cut off. */
  private dirty = false;

  private constructor(
    private file: LogFile,
    private readonly path: string,
    private readonly openFile: OpenFile,
    public size: number,
  ) {}

  /** Opens or makes the log and hands every record in it to `onRecord`, with the bytes it takes. */
  static async open(path: string, openFile: OpenFile, say: Say, onRecord: (record: Doc, bytes: number) => void): Promise<Log> {
    await rm(compacting(path), { force: true });
    const file = await openFile(path);
    try {
      const log = new Log(file, path, openFile, 0);
      await log.recover(say, onRecord);
      return log;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private async recover(say: Say, onRecord: (record: Doc, bytes: number) => void): Promise<void> {
    const size = await this.file.size();
    const head = Buffer.alloc(HEADER.length);
    const read = await this.file.read(head, 0);
    if (read < HEADER.length && HEADER.subarray(0, read).equals(head.subarray(0, read))) return this.begin();
    if (!head.equals(HEADER)) throw new CorruptLog(`${this.path} is not a log of this server`);
    let at = HEADER.length;
    for (let next = await readFrame(this.file, at, size); next; next = await readFrame(this.file, at, size)) {
      if (this.sequence !== 0 && next.sequence !== (this.sequence + 1) >>> 0)
        throw new CorruptLog(`${this.path} is damaged at offset ${at}: frame ${next.sequence} after ${this.sequence}`);
      this.sequence = next.sequence;
      readDocs(next.payload, onRecord);
      at += FRAME_HEAD + next.payload.length;
    }
    this.size = at;
    if (at === size) return;
    const intact = await findFrame(this.file, at + 1, size);
    if (intact >= 0)
      throw new CorruptLog(
        `${this.path} is damaged at offset ${at}: intact data follows at offset ${intact}; restore the file from a copy`,
      );
    say(
      `${this.path}: the last write was cut off by a crash before it was acknowledged: ${size - at} bytes removed at offset ${at}`,
    );
    await this.file.truncate(at);
    await this.file.sync();
  }

  private async begin(): Promise<void> {
    await this.file.truncate(0);
    await this.file.write(HEADER, 0);
    await this.file.sync();
    await syncFolder(dirname(this.path));
    this.size = HEADER.length;
  }

  /** Appends one frame and makes it durable. When it fails the file is as before, or cut back before the next append. */
  async append(payload: readonly Buffer[]): Promise<void> {
    if (this.dirty) {
      await this.file.truncate(this.size);
      this.dirty = false;
    }
    const bytes = frame(payload, this.sequence + 1);
    try {
      await this.file.write(bytes, this.size);
      await this.file.sync();
    } catch (error) {
      this.dirty = true;
      await this.file.truncate(this.size).then(
        () => (this.dirty = false),
        () => undefined,
      );
      throw error;
    }
    this.sequence = (this.sequence + 1) >>> 0;
    this.size += bytes.length;
  }

  /** A new, empty log beside this one, to take its place. */
  async successor(): Promise<Log> {
    const path = compacting(this.path);
    await rm(path, { force: true });
    const log = new Log(await this.openFile(path), path, this.openFile, 0);
    await log.begin();
    return log;
  }

  /** Puts a successor in this log's place: durably, and at once. */
  async replaceBy(next: Log): Promise<void> {
    await rename(next.path, this.path);
    const old = this.file;
    this.file = next.file;
    this.size = next.size;
    this.sequence = next.sequence;
    await syncFolder(dirname(this.path));
    await old.close();
  }

  /** Gives up a successor. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

const compacting = (path: string): string => `${path}.compacting`;
