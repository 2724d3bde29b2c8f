import { setImmediate as turn } from 'node:timers/promises';
import { Hurry, paced } from './paced';

/** A feed of these pages that never ends, and counts how many were asked for. */
const feedOf = (...pages: readonly (readonly number[])[]) => {
  const feed = {
    asked: 0,
    [Symbol.asyncIterator]: () => ({
      next: (): Promise<IteratorResult<readonly number[]>> => {
        const value = pages[feed.asked];
        feed.asked += 1;
        return value ? Promise.resolve({ value, done: false }) : new Promise(() => undefined);
      },
    }),
  };
  return feed;
};

const askedWhileTheFirstIsWorkedOn = async (...pages: readonly (readonly number[])[]): Promise<number> => {
  const feed = feedOf(...pages);
  const stop = new AbortController();
  await paced(feed, 2, stop.signal).next();
  await turn();
  const { asked } = feed;
  stop.abort();
  return asked;
};

describe('a feed at the pace of the log', () => {
  it('is read a page ahead while it catches up, and no further', async () =>
    expect(await askedWhileTheFirstIsWorkedOn([1, 2], [3, 4], [5, 6])).toBe(2));

  it('is let gather once it is level', async () => expect(await askedWhileTheFirstIsWorkedOn([1], [2, 3])).toBe(1));

  it('gathers no longer when somebody waits', async () => {
    const stop = new AbortController();
    const hurry = new Hurry();
    const feed = feedOf([1], [2]);
    await paced(feed, 2, stop.signal, hurry).next();
    hurry.now();
    await turn();
    expect(feed.asked).toBe(2);
    stop.abort();
  });

  it('brings every page once, in order', async () => {
    const stop = new AbortController();
    const brought: number[] = [];
    for await (const page of paced(feedOf([1, 2], [3], [4, 5], [6]), 2, stop.signal)) {
      brought.push(...page);
      if (brought.length === 6) break;
    }
    stop.abort();
    expect(brought).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
