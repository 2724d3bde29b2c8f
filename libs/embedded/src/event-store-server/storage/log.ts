import { dirname } from 'node:path';
import { syncFolder } from '../../document-server/storage/file';
import { findFrame, frame, FRAME_HEAD, readFrame } from '../../document-server/storage/frames';
import { ReadAhead } from './read-ahead';
import { CorruptLog, Segments } from './segments';

export { CorruptLog, FRAME_HEAD };

/** Says a line; the server's log. */
export type Say = (line: string) => void;

const HEADER = Buffer.from('USANCE-EVENTS-1\n');

/** The append-only log of frames. One append at a time; what an append answers is durable. */
export class Log {
  private sequence = 0;
  /** Where the next frame begins: all bytes before are durable. */
  end = 0;
  /** Set when a failed append may have left bytes behind the end that could not be cut off. */
  private dirty = false;

  private constructor(private readonly file: Segments) {}

  /** Reads or begins the log in the files, which are the log's from now on; hands each frame's payload to `onFrame`, with its position. */
  static async open(file: Segments, say: Say, onFrame: (payload: Buffer, position: number) => void): Promise<Log> {
    try {
      const log = new Log(file);
      await log.recover(say, onFrame);
      return log;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private async recover(say: Say, onFrame: (payload: Buffer, position: number) => void): Promise<void> {
    const size = await this.file.size();
    const head = Buffer.alloc(HEADER.length);
    const read = await this.file.read(head, 0);
    if (read < HEADER.length && HEADER.subarray(0, read).equals(head.subarray(0, read))) return this.begin();
    if (!head.equals(HEADER)) throw new CorruptLog(`${this.file.spot(0).path} is not a log of this server`);
    const ahead = new ReadAhead(this.file);
    let at = HEADER.length;
    for (let next = await readFrame(ahead, at, size); next; next = await readFrame(ahead, at, size)) {
      if (next.sequence !== (this.sequence + 1) >>> 0) throw this.damage(at, `frame ${next.sequence} after ${this.sequence}`);
      this.sequence = next.sequence;
      onFrame(next.payload, at + FRAME_HEAD);
      at += FRAME_HEAD + next.payload.length;
    }
    this.end = at;
    if (at < size) await this.cutTail(at, size, say);
  }

  /** What a crash left of a frame that was never acknowledged goes; anything else behind the last whole frame is damage. */
  private async cutTail(at: number, size: number, say: Say): Promise<void> {
    if (at < this.file.lastStart) throw this.damage(at, 'it is followed by another file; restore it from a copy');
    const intact = await findFrame(this.file, at + 1, size);
    if (intact >= 0)
      throw this.damage(at, `intact data follows at offset ${this.file.spot(intact).offset}; restore it from a copy`);
    const { path, offset } = this.file.spot(at);
    say(
      `${path}: the last write was cut off by a crash before it was acknowledged: ${size - at} bytes removed at offset ${offset}`,
    );
    await this.file.truncate(at);
    await this.file.sync();
  }

  private damage(at: number, what: string): CorruptLog {
    const { path, offset } = this.file.spot(at);
    return new CorruptLog(`${path} is damaged at offset ${offset}: ${what}`);
  }

  private async begin(): Promise<void> {
    await this.file.truncate(0);
    await this.file.write(HEADER, 0);
    await this.file.sync();
    await syncFolder(dirname(this.file.spot(0).path));
    this.end = HEADER.length;
  }

  /** Appends one frame and makes it durable; answers its bytes. When it fails the file is as before, or cut back before the next append. */
  async append(payload: Buffer): Promise<Buffer> {
    if (this.dirty) {
      await this.file.truncate(this.end);
      this.dirty = false;
    }
    const next = (this.sequence + 1) >>> 0;
    const bytes = frame([payload], next);
    try {
      await this.file.write(bytes, this.end);
      await this.file.sync();
    } catch (error) {
      this.dirty = true;
      await this.file.truncate(this.end).then(
        () => (this.dirty = false),
        () => undefined,
      );
      throw error;
    }
    this.sequence = next;
    this.end += bytes.length;
    return bytes;
  }

  /** Reads bytes from a position on; answers how many. */
  read(into: Buffer, position: number): Promise<number> {
    return this.file.read(into, position);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
