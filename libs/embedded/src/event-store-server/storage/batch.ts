import { GREATEST, Writer } from '../wire/writer';
import type { Index } from './index-of-log';
import type { Place, RecentIds } from './recent-ids';
import { ProposedEvent, writeRecord } from './record';
import type { Stream } from './streams';

/** The events that one write of the log makes durable together. */
export class Batch {
  private readonly writer: Writer;
  private readonly ids = new Map<number, string>();
  /** Where the ids of known events were before. */
  private readonly replaced = new Map<string, Place | undefined>();
  private readonly created = Date.now();

  /** `start` is where in the log the first record will lie. */
  constructor(
    private readonly start: number,
    private readonly index: Index,
    private readonly recent: RecentIds,
    size: number,
  ) {
    this.writer = new Writer(size);
  }

  get size(): number {
    return this.writer.at;
  }

  /** The records; a view. */
  get payload(): Buffer {
    return this.writer.written();
  }

  /** Puts an event at the end of a stream; answers its position. */
  add(stream: Stream, event: ProposedEvent): number {
    const revision = stream.next.count;
    const position = this.write(stream, event, revision);
    this.index.add(stream, position, { isTombstone: false, isJson: event.isJson, data: event.data });
    const before = this.recent.put(event.id, { stream, revision });
    if (!this.replaced.has(event.id)) this.replaced.set(event.id, before);
    this.ids.set(position, event.id);
    return position;
  }

  /** Ends a stream for good; answers the position. */
  end(stream: Stream, event: ProposedEvent): number {
    const position = this.write(stream, event, GREATEST);
    this.index.add(stream, position, { isTombstone: true, isJson: false, data: event.data });
    return position;
  }

  /** The id of an event of this batch. */
  idAt(position: number): string | undefined {
    return this.ids.get(position);
  }

  /** Takes everything back. */
  undo(): void {
    for (const [id, before] of this.replaced) this.recent.restore(id, before);
    this.index.rollback();
  }

  private write(stream: Stream, event: ProposedEvent, revision: number): number {
    const position = this.start + this.writer.at;
    writeRecord(this.writer, { ...event, stream: stream.name, revision, created: this.created });
    return position;
  }
}
