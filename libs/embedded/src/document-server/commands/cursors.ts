import { refuse } from '../errors';
import { doc, Doc } from '../values/doc';
import { MAX_DOCUMENT, Writer } from '../values/write';

const FIRST_BATCH = 101;
const IDLE = 10 * 60_000;

/** What is left of an answer. Documents never change, so it is a snapshot of when the query ran. */
interface Cursor {
  readonly namespace: string;
  readonly docs: readonly Doc[];
  readonly project: (d: Doc) => Doc;
  readonly keep: boolean;
  at: number;
  used: number;
}

export interface Answer {
  readonly namespace: string;
  readonly docs: readonly Doc[];
  readonly project?: (d: Doc) => Doc;
  readonly batchSize?: number;
  /** Whether the rest is dropped. */
  readonly single?: boolean;
  readonly noTimeout?: boolean;
}

/** Open cursors by their numbers. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private next = 1n;
  private readonly measure = new Writer(4096);

  /** The first batch of an answer, and a cursor for the rest. */
  begin({ namespace, docs, project = (d) => d, batchSize = FIRST_BATCH, single = false, noTimeout = false }: Answer): Doc {
    const cursor: Cursor = { namespace, docs, project, keep: noTimeout, at: 0, used: Date.now() };
    const batch = this.take(cursor, batchSize);
    let id = 0n;
    if ((cursor.at < docs.length || batchSize === 0) && !single) {
      this.sweep();
      id = (this.next++ << 20n) | BigInt(Math.floor(Math.random() * 0xfffff));
      this.open.set(id, cursor);
    }
    return doc({ cursor: doc({ firstBatch: batch, id, ns: namespace }), ok: 1 });
  }

  more(id: bigint, namespace: string, batchSize = Infinity): Doc {
    const cursor = this.open.get(id);
    if (!cursor) return refuse(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      return refuse(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    cursor.used = Date.now();
    const batch = this.take(cursor, batchSize === 0 ? Infinity : batchSize);
    const done = cursor.at >= cursor.docs.length;
    if (done) this.open.delete(id);
    return doc({ cursor: doc({ nextBatch: batch, id: done ? 0n : id, ns: namespace }), ok: 1 });
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Up to so many documents, and no more than one message holds. */
  private take(cursor: Cursor, count: number): Doc[] {
    const batch: Doc[] = [];
    const alone = Math.min(count, cursor.docs.length - cursor.at) <= 1;
    let bytes = 0;
    while (batch.length < count && cursor.at < cursor.docs.length) {
      const next = cursor.project(cursor.docs[cursor.at] as Doc);
      if (!alone) {
        this.measure.at = 0;
        this.measure.document(next);
        bytes += this.measure.at + 16;
        if (bytes > MAX_DOCUMENT && batch.length > 0) break;
      }
      batch.push(next);
      cursor.at++;
    }
    return batch;
  }

  private sweep(): void {
    const now = Date.now();
    for (const [id, cursor] of this.open) if (!cursor.keep && now - cursor.used > IDLE) this.open.delete(id);
  }
}
