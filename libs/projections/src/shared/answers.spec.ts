import { cursorOf, exact, keyOf, pageOf, QueryError } from './answers';

describe('a page', () => {
  const rows = ['d', 'a', 'c', 'b'];
  const page = (cursor?: string) => pageOf(rows, (row) => [row], { limit: 3, cursor });

  it('goes on where the one before ended', () => {
    expect(page()).toEqual({ rows: ['a', 'b', 'c'], nextCursor: cursorOf(['c']) });
    expect(page(page().nextCursor)).toEqual({ rows: ['d'] });
  });

  it('keeps numbers of any size apart from texts that look like them', () => {
    const key = ['9', 9_007_199_254_740_993n, -12n];
    expect(keyOf(cursorOf(key), key)).toEqual(key);
    expect(() => keyOf(cursorOf(key), ['9', '9007199254740993', -12n])).toThrow(QueryError);
  });

  it('refuses a cursor that is none', () => {
    for (const cursor of ['nonsense', cursorOf(['a', 'b']), Buffer.from('{"$gt":""}').toString('base64url')])
      expect(() => page(cursor)).toThrow(QueryError);
  });
});

describe('a sum of the database', () => {
  it('is exact', () => {
    expect(exact(9_007_199_254_740_993n)).toBe(9_007_199_254_740_993n);
    expect(exact(0)).toBe(0n); // an empty sum is a 32-bit zero
  });

  it('is refused when it went beyond 64 bits', () => expect(() => exact(1e19)).toThrow(RangeError));
});
