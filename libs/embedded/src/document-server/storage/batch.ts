import { Doc } from '../values/doc';
import type { Value } from '../values/types';
import { Writer } from '../values/write';

/** What one write command changed: the log records that make it durable, and the way back. */
export class Batch {
  private readonly writer: Writer;
  private readonly undos: (() => void)[] = [];

  constructor(size = 512) {
    this.writer = new Writer(size);
  }

  get isEmpty(): boolean {
    return this.writer.at === 0;
  }

  /** The log records, as BSON documents one after the other. */
  get bytes(): Buffer {
    return this.writer.view();
  }

  /** Records a document's new version; answers the bytes the record takes. */
  put(collection: number, doc: Doc): number {
    const w = this.writer;
    const start = w.reserve(4);
    w.element('c', collection);
    w.element('d', doc);
    return this.end(start);
  }

  remove(collection: number, id: Value): void {
    const w = this.writer;
    const start = w.reserve(4);
    w.element('x', collection);
    w.element('k', id);
    this.end(start);
  }

  /** Records a change of collections or indexes. */
  record(doc: Doc): number {
    const start = this.writer.at;
    this.writer.document(doc);
    return this.writer.at - start;
  }

  private end(start: number): number {
    this.writer.byte(0);
    this.writer.putInt32(start, this.writer.at - start);
    return this.writer.at - start;
  }

  undo(step: () => void): void {
    this.undos.push(step);
  }

  /** A point to come back to. */
  mark(): { readonly at: number; readonly undos: number } {
    return { at: this.writer.at, undos: this.undos.length };
  }

  /** Takes back all changes since the mark, or all of them. */
  rollback(mark = { at: 0, undos: 0 }): void {
    while (this.undos.length > mark.undos) this.undos.pop()?.();
    this.writer.at = mark.at;
  }
}
