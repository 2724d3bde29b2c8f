import { PositionWatch, type Positions } from './position-watch';

/** A watch over positions that move on whenever they are asked for. */
const watching = (...answers: Positions[]) => {
  const asked: (readonly string[])[] = [];
  const watch = new PositionWatch(async (names) => {
    asked.push(names);
    return answers[Math.min(asked.length, answers.length) - 1] ?? new Map();
  });
  return { watch, asked };
};

const at = (positions: Record<string, bigint>): Positions => new Map(Object.entries(positions));

describe('waiting for a position', () => {
  it('ends when every read model is there', async () => {
    const { watch, asked } = watching(at({ a: 5n }), at({ a: 5n, b: 4n }), at({ a: 5n, b: 5n }));
    expect(await watch.reached(['a', 'b'], 5n, 10_000)).toBe(true);
    expect(asked).toHaveLength(3);
  });

  it('asks once for all who wait', async () => {
    const { watch, asked } = watching(at({}), at({ a: 9n, b: 9n }));
    const waiting = [watch.reached(['a'], 1n, 10_000), watch.reached(['a', 'b'], 2n, 10_000), watch.reached(['b'], 3n, 10_000)];
    expect(await Promise.all(waiting)).toEqual([true, true, true]);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(asked.at(-1)).toEqual(['a', 'b']);
  });

  it('asks nothing more when nobody waits any longer', async () => {
    const { watch, asked } = watching(at({ a: 1n }));
    await watch.reached(['a'], 1n, 0);
    await watch.reached(['a'], 1n, 0);
    expect(asked).toHaveLength(2);
  });

  it('looks once without waiting', async () => {
    const { watch } = watching(at({ a: 1n }));
    expect(await watch.reached(['a'], 1n, 0)).toBe(true);
    expect(await watch.reached(['a'], 2n, 0)).toBe(false);
  });

  it('is over in time', async () => expect(await watching(at({ a: 1n })).watch.reached(['a'], 2n, 20)).toBe(false));

  it('tells those who wait that it cannot ask, and asks again for the next', async () => {
    let away = true;
    const watch = new PositionWatch(async () => (away ? Promise.reject(new Error('away')) : at({ a: 1n })));
    await expect(watch.reached(['a'], 1n, 10_000)).rejects.toThrow('away');
    away = false;
    expect(await watch.reached(['a'], 1n, 10_000)).toBe(true);
  });
});
