import { StoredEvent } from './record';

const PAGE = 64 * 1024;

/** What is read: bytes before the end are durable, and never change. */
interface Source {
  readonly end: number;
  read(into: Buffer, position: number): Promise<number>;
}

interface Page {
  readonly bytes: Buffer;
  /** How many bytes of it are known. */
  filled: number;
}

/** Reads the log by way of the pages used last; what was just written is among them. */
export class Pages {
  private readonly pages = new Map<number, Page>();

  constructor(
    private readonly source: Source,
    private readonly capacity = 512,
  ) {}

  /** Notes what was appended, so that it need not be read. */
  written(position: number, bytes: Buffer): void {
    let done = 0;
    while (done < bytes.length) {
      const number = Math.floor((position + done) / PAGE);
      const offset = position + done - number * PAGE;
      const count = Math.min(PAGE - offset, bytes.length - done);
      let page = this.pages.get(number);
      if (offset === 0) page = this.keep(number, { bytes: Buffer.allocUnsafe(PAGE), filled: 0 });
      if (page?.filled === offset) {
        bytes.copy(page.bytes, offset, done, done + count);
        page.filled += count;
      } else this.pages.delete(number);
      done += count;
    }
  }

  /** The event at a position: at once when its pages are at hand. */
  event(position: number): StoredEvent | Promise<StoredEvent> {
    const head = this.cached(position, 4);
    const bytes = head && this.cached(position, head.readUInt32LE(0));
    return bytes ? new StoredEvent(position, bytes) : this.load(position);
  }

  private async load(position: number): Promise<StoredEvent> {
    const length = (await this.bytes(position, 4)).readUInt32LE(0);
    return new StoredEvent(position, await this.bytes(position, length));
  }

  private cached(position: number, length: number): Buffer | undefined {
    const number = Math.floor(position / PAGE);
    const offset = position - number * PAGE;
    const page = this.pages.get(number);
    if (!page || offset + length > page.filled) return undefined;
    return page.bytes.subarray(offset, offset + length);
  }

  private async bytes(position: number, length: number): Promise<Buffer> {
    const number = Math.floor(position / PAGE);
    const offset = position - number * PAGE;
    if (offset + length <= PAGE) return (await this.page(number, offset + length)).bytes.subarray(offset, offset + length);
    if (length > 4 * PAGE) {
      const large = Buffer.allocUnsafe(length);
      if ((await this.source.read(large, position)) < length)
        throw new Error(`the log is shorter than it was: nothing at ${position}`);
      return large;
    }
    const parts: Buffer[] = [];
    for (let at = position; at < position + length;) {
      const end = Math.min(position + length, (Math.floor(at / PAGE) + 1) * PAGE);
      parts.push(await this.bytes(at, end - at));
      at = end;
    }
    return Buffer.concat(parts, length);
  }

  private async page(number: number, needed: number): Promise<Page> {
    const known = this.pages.get(number);
    if (known && known.filled >= needed) {
      this.pages.delete(number);
      this.pages.set(number, known);
      return known;
    }
    const bytes = Buffer.allocUnsafe(PAGE);
    const { end } = this.source;
    const filled = Math.min(await this.source.read(bytes, number * PAGE), end - number * PAGE);
    if (filled < needed) throw new Error(`the log is shorter than it was: nothing at ${number * PAGE + needed}`);
    // Meanwhile more may have been written to the page.
    const current = this.pages.get(number);
    return current && current.filled >= filled ? current : this.keep(number, { bytes, filled });
  }

  private keep(number: number, page: Page): Page {
    this.pages.delete(number);
    this.pages.set(number, page);
    if (this.pages.size <= this.capacity) return page;
    const oldest = this.pages.keys().next();
    if (!oldest.done) this.pages.delete(oldest.value);
    return page;
  }
}
