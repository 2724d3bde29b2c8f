/** How many lines are under way at most: taken, and not yet answered to the client. */
export const WINDOW = 1000;

interface Slot {
  text?: string;
}

/**
 * Answers items in their order while up to a window of them are under way at once. `answer` is called in order too, so that what it
 * hands over first is first everywhere. It must not reject. Answers that are ready leave together; when the client reads slowly,
 * or a first answer is late, no more items are taken. When the consumer stops, nothing more is taken; what was taken goes on.
 */
export async function* inOrder<Item>(
  items: AsyncIterable<readonly Item[]>,
  answer: (item: Item) => Promise<string>,
  window = WINDOW,
): AsyncGenerator<string> {
  const slots: Slot[] = [];
  const changed = new Signal();
  const taking = { ended: false, stopped: false };

  const take = async (): Promise<void> => {
    for await (const group of items)
      for (const item of group) {
        while (slots.length >= window && !taking.stopped) await changed.wait();
        if (taking.stopped) return;
        const slot: Slot = {};
        slots.push(slot);
        void answer(item).then((text) => {
          slot.text = text;
          if (slot === slots[0]) changed.fire();
        });
      }
  };
  const taken = take().finally(() => {
    taking.ended = true;
    changed.fire();
  });
  // Told below, once everything that was taken is answered; a consumer that has gone does not want to know.
  taken.catch(() => undefined);

  try {
    while (!taking.ended || slots.length > 0) {
      const ready = slots.findIndex(({ text }) => text === undefined);
      const done = slots.splice(0, ready < 0 ? slots.length : ready);
      if (done.length === 0) {
        await changed.wait();
        continue;
      }
      changed.fire();
      yield done.map(({ text }) => text).join('');
    }
  } finally {
    taking.stopped = true;
    changed.fire();
  }
  await taken;
}

/** Wakes all who wait. */
class Signal {
  private waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  fire(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}
