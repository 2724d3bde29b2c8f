import type { LogFile } from '../../document-server/storage/file';

const WINDOW = 4 * 1024 * 1024;

/** A file read from front to back in small steps, with few reads of the disk. */
export class ReadAhead implements LogFile {
  private readonly window = Buffer.allocUnsafe(WINDOW);
  private start = 0;
  private length = 0;

  constructor(private readonly file: LogFile) {}

  async read(into: Buffer, position: number): Promise<number> {
    if (into.length > WINDOW) return this.file.read(into, position);
    if (position < this.start || position + into.length > this.start + this.length) {
      this.length = await this.file.read(this.window, position);
      this.start = position;
    }
    const from = position - this.start;
    return this.window.copy(into, 0, from, Math.min(from + into.length, this.length));
  }

  size(): Promise<number> {
    return this.file.size();
  }

  write(): Promise<void> {
    throw new Error('read only');
  }

  truncate(): Promise<void> {
    throw new Error('read only');
  }

  async sync(): Promise<void> {}

  async close(): Promise<void> {}
}
