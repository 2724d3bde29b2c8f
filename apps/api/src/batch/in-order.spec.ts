import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { inOrder } from './in-order';

async function* groups<Item>(...all: Item[][]): AsyncGenerator<Item[]> {
  yield* all;
}

/** Work that ends when the test says so. */
class Work {
  readonly started: number[] = [];
  private readonly ends = new Map<number, () => void>();

  readonly do = (item: number): Promise<string> => {
    this.started.push(item);
    return new Promise((resolve) => this.ends.set(item, () => resolve(`${item};`)));
  };

  end(...items: number[]): void {
    for (const item of items) this.ends.get(item)?.();
  }
}

/** Lets everything happen that can happen now. */
const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns++) await turn();
};

describe('answers in order', () => {
  it('are those of the items, whichever is done first', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), async (delays, window) => {
        const started: number[] = [];
        const slowly = async (index: number): Promise<string> => {
          started.push(index);
          for (let turns = delays[index] ?? 0; turns > 0; turns--) await turn();
          return `${index};`;
        };
        let answered = '';
        for await (const text of inOrder(groups([...delays.keys()]), slowly, window)) answered += text;
        expect(started).toEqual([...delays.keys()]);
        expect(answered).toBe([...delays.keys()].map((index) => `${index};`).join(''));
      }),
    ));

  it('leave as soon as they are decided, before the items end', async () => {
    const work = new Work();
    const answers = inOrder(
      (async function* () {
        yield [1, 2];
        await new Promise(() => undefined);
      })(),
      work.do,
    );
    const first = answers.next();
    await settle();
    work.end(2, 1);
    expect((await first).value).toMatch(/^1;/);
  });

  it('are never more under way than the window', async () => {
    const work = new Work();
    const answers = inOrder(groups([1, 2, 3], [4, 5]), work.do, 2);
    const first = answers.next();
    await settle();
    expect(work.started).toEqual([1, 2]);
    work.end(2);
    await settle();
    expect(work.started).toEqual([1, 2]);
    work.end(1);
    expect(await first).toEqual({ done: false, value: '1;2;' });
    await settle();
    expect(work.started).toEqual([1, 2, 3, 4]);
  });

  it('that nobody fetches hold the items back', async () => {
    const work = new Work();
    const answers = inOrder(groups([1, 2, 3, 4, 5, 6]), async (item) => (work.started.push(item), `${item};`), 2);
    await answers.next();
    await settle();
    expect(work.started.length).toBeLessThanOrEqual(4);
  });

  it('end the reading when the consumer goes away; what was taken goes on', async () => {
    const work = new Work();
    let closed = false;
    const items = (async function* () {
      try {
        for (let item = 1; ; item++) yield [item];
      } finally {
        closed = true;
      }
    })();
    const answers = inOrder(items, work.do, 3);
    const first = answers.next();
    await settle();
    work.end(1);
    await first;
    await answers.return(undefined);
    await settle();
    expect(closed).toBe(true);
    expect(work.started.length).toBeLessThanOrEqual(4);
  });

  it('come for all that was taken before a failure of the source is told', async () => {
    const work = new Work();
    const broken = (async function* () {
      yield [1];
      throw new Error('the client went away');
    })();
    const answers = inOrder(broken, work.do);
    const first = answers.next();
    await settle();
    work.end(1);
    expect(await first).toEqual({ done: false, value: '1;' });
    await expect(answers.next()).rejects.toThrow('the client went away');
  });
});
