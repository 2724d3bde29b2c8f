import { isMetadataStream, NO_METADATA, readMetadata, streamOfMetadata } from './metadata';
import { Positions } from './positions';
import { Stream, Streams } from './streams';

/** What the index takes note of. */
interface Indexed {
  readonly isTombstone: boolean;
  readonly isJson: boolean;
  readonly data: Buffer;
}

/** What is known of the log without reading it: where each event is, by stream and over all, and each stream's metadata. */
export class Index {
  readonly streams = new Streams();
  readonly all = new Positions();

  /** Notes an event; it is not to be seen before the next `commit`. */
  add(stream: Stream, position: number, event: Indexed): void {
    this.all.push(position);
    if (event.isTombstone) return this.streams.change(stream, { ...stream.next, tombstone: position });
    this.streams.append(stream, position);
    if (!isMetadataStream(stream.name)) return;
    const described = this.streams.obtain(streamOfMetadata(stream.name));
    this.streams.change(described, { ...described.next, metadata: event.isJson ? readMetadata(event.data) : NO_METADATA });
  }

  commit(): readonly Stream[] {
    this.all.commit();
    return this.streams.commit();
  }

  rollback(): void {
    this.all.rollback();
    this.streams.rollback();
  }
}
