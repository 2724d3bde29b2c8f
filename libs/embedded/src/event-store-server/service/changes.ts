import type { Store } from '../storage/store';
import type { Sink } from './sink';

/** Waits for changes without missing one that comes while the subscriber is busy. */
export class Changes {
  private missed = false;
  private wake: (() => void) | undefined;

  private constructor(private readonly sink: Sink) {}

  /** Runs a loop that waits for changes of a stream, or of any, until its reader is gone. */
  static async during(
    store: Store,
    sink: Sink,
    stream: string | undefined,
    loop: (changes: Changes) => Promise<void>,
  ): Promise<void> {
    const changes = new Changes(sink);
    const stop = store.listen(stream, () => changes.note());
    try {
      await loop(changes);
    } finally {
      stop();
    }
  }

  /** Waits until there was a change since it was last called. */
  async next(): Promise<void> {
    if (!this.missed) await this.sink.pause((wake) => (this.wake = wake));
    this.wake = undefined;
    this.missed = false;
  }

  private note(): void {
    this.missed = true;
    this.wake?.();
  }
}
