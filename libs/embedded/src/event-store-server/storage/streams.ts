import { NO_METADATA, StreamMetadata } from './metadata';

/** How far a stream has come. */
export interface StreamState {
  /** Revisions 0 to count - 1 exist. */
  readonly count: number;
  readonly metadata: StreamMetadata;
  /** The position of the event that ended the stream for good. */
  readonly tombstone?: number;
}

const EMPTY: StreamState = { count: 0, metadata: NO_METADATA };

/** A stream in the index: where each of its events is. */
export class Stream {
  /** By revision. */
  readonly positions: number[] = [];
  /** With what is being written. */
  next: StreamState = EMPTY;
  /** What is durable, and so to be seen. */
  seen: StreamState = EMPTY;

  constructor(readonly name: string) {}
}

/** All streams by name. */
export class Streams {
  private readonly byName = new Map<string, Stream>();
  private readonly touched = new Set<Stream>();

  get(name: string): Stream | undefined {
    return this.byName.get(name);
  }

  /** The stream's state with what is being written. */
  next(name: string): StreamState {
    return this.byName.get(name)?.next ?? EMPTY;
  }

  /** The stream's state as it is to be seen. */
  seen(name: string): StreamState {
    return this.byName.get(name)?.seen ?? EMPTY;
  }

  /** The name as it is kept, so that equal names share their memory. */
  obtain(name: string): Stream {
    let stream = this.byName.get(name);
    if (!stream) this.byName.set(name, (stream = new Stream(name)));
    return stream;
  }

  append(stream: Stream, position: number): void {
    stream.positions.push(position);
    this.change(stream, { ...stream.next, count: stream.positions.length });
  }

  change(stream: Stream, next: StreamState): void {
    stream.next = next;
    this.touched.add(stream);
  }

  /** Makes what was changed to be seen; answers the streams it was. */
  commit(): readonly Stream[] {
    const changed = [...this.touched];
    for (const stream of changed) stream.seen = stream.next;
    this.touched.clear();
    return changed;
  }

  /** Takes back what was changed since. */
  rollback(): void {
    for (const stream of this.touched) {
      stream.next = stream.seen;
      stream.positions.length = stream.seen.count;
    }
    this.touched.clear();
  }
}
