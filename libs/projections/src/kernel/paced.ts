import { setTimeout as pause } from 'node:timers/promises';

/** A page costs its round trips, however short it is: what arrives within so long of a short one makes one page. */
const GATHER_MS = 25;

/** Ends a gathering early: somebody waits for what is about to come. */
export class Hurry {
  private wake: (() => void) | undefined;

  now(): void {
    this.wake?.();
  }

  /** Resolves after so long, or sooner when hurried, or when the signal aborts. */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    this.wake = () => end.abort();
    await pause(ms, undefined, { signal: AbortSignal.any([signal, end.signal]) }).catch(() => undefined); // ended early: go on
    this.wake = undefined;
  }
}

/**
 * Pages of a feed at the pace of the log: while catching up, the next one is read while the one before is worked on; a page that is not
 * full has reached the end, and what trickles in after it is gathered a little. Never holds more than one page ahead. To leave before the
 * feed's end, abort its signal.
 */
export async function* paced<Item>(
  feed: AsyncIterable<readonly Item[]>,
  full: number,
  signal: AbortSignal,
  hurry = new Hurry(),
): AsyncGenerator<readonly Item[]> {
  const pages = feed[Symbol.asyncIterator]();
  const after = async ({ length }: readonly Item[]) => {
    if (length < full) await hurry.pause(GATHER_MS, signal);
    return pages.next();
  };
  for (let step = await pages.next(); !step.done;) {
    const next = after(step.value);
    next.catch(() => undefined); // told when it is awaited
    yield step.value;
    step = await next;
  }
}
