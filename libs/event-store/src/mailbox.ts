/** A piece of work that waits for its stream, and the promise that its sender holds. */
export interface Letter<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One queue per key: whoever posts while the key is being worked on waits, and is taken up together with all who wait.
 * `work` gets the waiting letters in the order of posting, takes as many as it likes off the front, and must settle what it took.
 */
export class Mailboxes<Item, Result> {
  private readonly waiting = new Map<string, Letter<Item, Result>[]>();
  private readonly busy = new Set<Promise<void>>();

  constructor(private readonly work: (key: string, letters: Letter<Item, Result>[]) => Promise<void>) {}

  post(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const letter = { item, resolve, reject };
      const queue = this.waiting.get(key);
      if (queue) queue.push(letter);
      else this.begin(key, [letter]);
    });
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    while (this.busy.size > 0) await Promise.all(this.busy);
  }

  private begin(key: string, queue: Letter<Item, Result>[]): void {
    this.waiting.set(key, queue);
    const drained = this.drain(key, queue).finally(() => this.busy.delete(drained));
    this.busy.add(drained);
  }

  private async drain(key: string, queue: Letter<Item, Result>[]): Promise<void> {
    while (queue.length > 0) {
      const letters = queue.splice(0);
      try {
        await this.work(key, letters);
      } catch (error) {
        for (const { reject } of letters.splice(0)) reject(error);
      }
      // What was left in place waits on, before those who came since.
      queue.unshift(...letters);
    }
    this.waiting.delete(key);
  }
}
