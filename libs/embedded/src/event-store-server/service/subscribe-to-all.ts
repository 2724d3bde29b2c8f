import type { Filter } from '../reading/filter';
import { Breather } from './breather';
import { Changes } from './changes';
import { emit, Reading } from './emit';
import { caughtUp, checkpoint, confirmation } from './read-answers';

/** Sends all events from an index on, as far as the filter wants them, until the reader goes. */
export const subscribeToAll = async (reading: Reading, from: number, filter: Filter | undefined): Promise<void> => {
  const { store, sink } = reading;
  await Changes.during(store, sink, undefined, async (changes) => {
    await sink.send(confirmation());
    const some = filter ? new Filtered(reading, filter) : undefined;
    let next = from;
    while (next < store.all.length && !sink.isClosed) next = some ? await some.sendWindow(next) : await sendAll(reading, next);
    await sink.send(caughtUp);
    while (!sink.isClosed) {
      next = some ? await some.sendLive(next) : await sendAll(reading, next);
      await changes.next();
    }
  });
};

/** Sends all there is from an index on; answers the index after. */
const sendAll = async (reading: Reading, from: number): Promise<number> => {
  const { store, sink } = reading;
  let next = from;
  for (; next < store.all.length && !sink.isClosed; next++) {
    const found = store.event(store.all.at(next));
    const waiting = emit(reading, found instanceof Promise ? await found : found);
    if (waiting) await waiting;
  }
  return next;
};

/** Sends what a filter wants, and checkpoints for what it does not. */
class Filtered {
  private considered = 0;
  private readonly breather = new Breather();

  constructor(
    private readonly reading: Reading,
    private readonly filter: Filter,
  ) {}

  /** While catching up the log is looked through by windows; a checkpoint names the window's last match, or its beginning. */
  async sendWindow(from: number): Promise<number> {
    const { store, sink } = this.reading;
    const end = Math.min(from + this.filter.window, store.all.length);
    let lastMatch: number | undefined;
    let next = from;
    for (; next < end && !sink.isClosed; next++) {
      const found = store.event(store.all.at(next));
      const event = found instanceof Promise ? await found : found;
      const isWanted = this.filter.matches(event);
      const waiting = isWanted ? emit(this.reading, event) : this.breather.breathe();
      if (isWanted) lastMatch = event.position;
      if (waiting) await waiting;
    }
    if (this.isDue(next - from)) await sink.send(checkpoint(lastMatch ?? (await this.placeBefore(from))));
    return next;
  }

  /** Live, a checkpoint names the very event at which it is due. */
  async sendLive(from: number): Promise<number> {
    const { store, sink } = this.reading;
    let next = from;
    for (; next < store.all.length && !sink.isClosed; next++) {
      const found = store.event(store.all.at(next));
      const event = found instanceof Promise ? await found : found;
      await (this.filter.matches(event) ? emit(this.reading, event) : this.breather.breathe());
      if (this.isDue(1)) await sink.send(checkpoint(event.position));
    }
    return next;
  }

  /** Whether a checkpoint is due after so many more events. */
  private isDue(count: number): boolean {
    this.considered += count;
    if (this.considered < this.filter.interval) return false;
    this.considered %= this.filter.interval;
    return true;
  }

  /** The position of "after the event before this index". */
  private async placeBefore(index: number): Promise<number> {
    const { store } = this.reading;
    return index === 0 ? 0 : (await store.event(store.all.at(index - 1))).after;
  }
}
