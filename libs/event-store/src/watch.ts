import type { EventStore } from './event-store';

/** Told that a stream goes as far as a revision. */
export type Hear = (stream: string, revision: bigint) => void;

/**
 * Follows the streams of some categories from the head of the log, to know without asking which of them went on: a state of theirs
 * that was read since the start, and of which nothing newer was heard, is the newest while the watch is live.
 */
export class Watch {
  private isLive = false;
  private readonly hearers: Hear[] = [];
  private readonly stop = new AbortController();
  private following: Promise<void> = Promise.resolve();

  private constructor(private readonly categories: readonly string[]) {}

  /** Starts at the head as it is now. What was read before it is not watched. */
  static async start(store: EventStore, categories: readonly string[]): Promise<Watch> {
    const watch = new Watch(categories);
    watch.following = watch.follow(store, await store.head());
    return watch;
  }

  /** Whether everything recorded in streams of the category was heard, up to what is on its way. */
  covers(category: string): boolean {
    return this.isLive && this.categories.includes(category);
  }

  /** Tells of every event from now on. */
  tell(hear: Hear): void {
    this.hearers.push(hear);
  }

  /** Ends it; it covers nothing any more. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.following;
  }

  private async follow(store: EventStore, after: bigint): Promise<void> {
    const onLive = (isLive: boolean): void => void (this.isLive = isLive);
    for await (const page of store.feed(after, { signal: this.stop.signal, categories: this.categories, onLive }))
      for (const { stream, revision } of page) for (const hear of this.hearers) hear(stream, revision);
  }
}
