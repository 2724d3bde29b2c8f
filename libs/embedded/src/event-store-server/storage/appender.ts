import { randomUUID } from 'node:crypto';
import { Batch } from './batch';
import { decide } from './decide';
import type { Index } from './index-of-log';
import { FRAME_HEAD, Log, Say } from './log';
import { CUT_ALL, isSoftDeleted, METADATA_TYPE, metadataStreamOf, undeleted } from './metadata';
import type { Pages } from './pages';
import { RecentIds } from './recent-ids';
import { ProposedEvent, TOMBSTONE } from './record';
import type { Stream } from './streams';

/** Something to be written. */
export interface Change {
  readonly kind: 'append' | 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: bigint;
  readonly events: readonly ProposedEvent[];
  /** When it is too late to write it, in milliseconds since 1970. */
  readonly deadline?: number;
}

/** What became of a change. Revisions are -1 where a stream has no event. */
export type Outcome =
  | { readonly kind: 'done'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong-version'; readonly actual: number }
  | { readonly kind: 'deleted' }
  /** Its deadline passed before it was written; it never will be. */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'unanswered' };

/** Who hears of what happens: the server's log, and those who wait for changes. */
interface Listeners {
  readonly say: Say;
  readonly announce: (streams: readonly Stream[]) => void;
}

interface Waiting {
  readonly change: Change;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

/** The server is on its way down and takes no more changes. */
export class Closing extends Error {}

const BATCH_BYTES = 8 * 1024 * 1024;
const NO_DATA = Buffer.alloc(0);

const systemEvent = (type: string, data: Buffer): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: data.length > 0,
  data,
  metadata: NO_DATA,
});

/** Writes changes in the order they come; those that wait while one write is under way share the next. */
export class Appender {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private closed = false;
  private readonly recent = new RecentIds();
  private typicalSize = 64 * 1024;

  constructor(
    private readonly index: Index,
    private readonly log: Log,
    private readonly pages: Pages,
    private readonly tell: Listeners,
  ) {}

  submit(change: Change): Promise<Outcome> {
    if (this.closed) return Promise.reject(new Closing('the server is closing'));
    return new Promise((done, failed) => {
      this.waiting.push({ change, done, failed });
      this.running ??= this.run();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    // What arrives in the same turn of the event loop is to share the first write as well.
    await new Promise((turn) => setImmediate(turn));
    while (this.waiting.length > 0) {
      const queue = this.waiting;
      this.waiting = [];
      for (let at = 0; at < queue.length;) at = await this.writeSome(queue, at);
    }
    this.running = undefined;
  }

  /** Writes changes from `from` on, as many as go together; answers where to go on. */
  private async writeSome(queue: readonly Waiting[], from: number): Promise<number> {
    const batch = new Batch(this.log.end + FRAME_HEAD, this.index, this.recent, this.typicalSize);
    const outcomes: Outcome[] = [];
    let at = from;
    try {
      for (; at < queue.length && batch.size < BATCH_BYTES; at++)
        outcomes.push(await this.apply((queue[at] as Waiting).change, batch));
      if (batch.size > 0) await this.write(batch);
    } catch (error) {
      batch.undo();
      this.tell.say(`nothing was written: ${error instanceof Error ? error.message : String(error)}`);
      const end = Math.max(at, from + 1);
      for (const { failed } of queue.slice(from, end)) failed(error);
      return end;
    }
    outcomes.forEach((outcome, i) => queue[from + i]?.done(outcome));
    return at;
  }

  private async write(batch: Batch): Promise<void> {
    const position = this.log.end;
    this.typicalSize = Math.max(16 * 1024, Math.min(BATCH_BYTES, batch.size * 2));
    this.pages.written(position, await this.log.append(batch.payload));
    this.tell.announce(this.index.commit());
  }

  private async apply(change: Change, batch: Batch): Promise<Outcome> {
    if (change.deadline !== undefined && Date.now() >= change.deadline) return { kind: 'too-late' };
    const { streams } = this.index;
    const stream = streams.obtain(change.stream);
    const { count, metadata } = stream.next;
    const wrongVersion: Outcome = { kind: 'wrong-version', actual: count - 1 };
    if (
      change.kind === 'delete' &&
      stream.next.tombstone === undefined &&
      count === 0 &&
      streams.next(metadataStreamOf(change.stream)).count === 0
    )
      return wrongVersion;
    const ids = change.kind === 'append' ? change.events.map((event) => event.id) : [randomUUID()];
    const decision = await decide(
      { streams, recent: this.recent, idAt: (of, revision) => this.idAt(of, revision, batch) },
      stream,
      change.expected,
      ids,
    );
    if (decision.kind === 'wrong-version') return wrongVersion;
    if (decision.kind === 'repeated') {
      const position = isSoftDeleted(metadata) ? undefined : stream.positions[decision.revision];
      return { kind: 'done', revision: decision.revision, position };
    }
    if (decision.kind !== 'write') return decision;
    return this.put(change, stream, batch);
  }

  private put(change: Change, stream: Stream, batch: Batch): Outcome {
    const { count, metadata } = stream.next;
    const metadataStream = (): Stream => this.index.streams.obtain(metadataStreamOf(stream.name));
    if (change.kind === 'tombstone')
      return { kind: 'done', revision: count - 1, position: batch.end(stream, systemEvent(TOMBSTONE, NO_DATA)) };
    if (change.kind === 'delete')
      return { kind: 'done', revision: count - 1, position: batch.add(metadataStream(), systemEvent(METADATA_TYPE, CUT_ALL)) };
    let position = stream.positions[count - 1] ?? this.log.end;
    for (const event of change.events) position = batch.add(stream, event);
    const revision = stream.next.count - 1;
    if (isSoftDeleted(metadata)) batch.add(metadataStream(), systemEvent(METADATA_TYPE, undeleted(metadata, count)));
    return { kind: 'done', revision, position };
  }

  private async idAt(stream: Stream, revision: number, batch: Batch): Promise<string> {
    const position = stream.positions[revision] ?? -1;
    return batch.idAt(position) ?? (await this.pages.event(position)).id;
  }
}
