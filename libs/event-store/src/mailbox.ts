/** A piece of work that waits for its stream, and the promise that its sender holds. */
export interface Letter<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One queue per key: whoever posts while the key is being worked on waits, and is taken up together with all who wait.
 * `work` gets the waiting letters in the order of posting, takes as many as it likes off the front, and must settle what it took.
 * When it fails, all who wait fail with it.
 */
export class Mailboxes<Item, Result> {
  private readonly waiting = new Map<string, Letter<Item, Result>[]>();
  private whenIdle: (() => void)[] = [];

  constructor(private readonly work: (key: string, letters: Letter<Item, Result>[]) => Promise<void>) {}

  post(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const letter = { item, resolve, reject };
      const queue = this.waiting.get(key);
      if (queue) {
        queue.push(letter);
        return;
      }
      const begun = [letter];
      this.waiting.set(key, begun);
      void this.drain(key, begun);
    });
  }

  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void> {
    return this.waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => this.whenIdle.push(resolve));
  }

  /** Never rejects: what goes wrong goes to the senders. */
  private async drain(key: string, queue: Letter<Item, Result>[]): Promise<void> {
    while (queue.length > 0) {
      const letters = queue.splice(0);
      try {
        await this.work(key, letters);
      } catch (error) {
        // What waits behind was sent in this order; it must not take effect before what has failed is sent again.
        for (const { reject } of [...letters.splice(0), ...queue.splice(0)]) reject(error);
      }
      // What was left in place waits on, before those who came since.
      queue.unshift(...letters);
    }
    this.waiting.delete(key);
    if (this.waiting.size === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
  }
}
