import { decimal, flag, instant, list, oneOf, whole, type DecimalBounds } from './rules';

const read = (text: string): unknown => {
  const value = instant.fromText?.(text);
  return instant.faults(value).length === 0 ? value : instant.faults(value)[0]?.code;
};

describe('an instant', () => {
  it.each([
    ['2026-03-31T17:00:00Z', '2026-03-31T17:00:00.000Z'],
    ['2026-03-31T17:00:00+00:00', '2026-03-31T17:00:00.000Z'],
    ['2026-03-31T17:00:00-00:00', '2026-03-31T17:00:00.000Z'],
    ['2026-04-01T01:30:00+08:30', '2026-03-31T17:00:00.000Z'],
    ['2026-03-31T13:00:00.5-04:00', '2026-03-31T17:00:00.500Z'],
    ['2026-03-31T23:59:59.9999999999Z', '2026-03-31T23:59:59.999Z'],
    ['2026-03-31t17:00:00z', '2026-03-31T17:00:00.000Z'],
    // What a query string makes of a plus that is not escaped.
    ['2026-03-31T19:00:00 02:00', '2026-03-31T17:00:00.000Z'],
  ])('may be %s', (text, utc) => expect(read(text)).toBe(utc));

  it.each([
    '2026-03-31',
    '2026-03-31T17:00:00',
    '2026-03-31T17:00Z',
    '2026-03-31 17:00:00Z',
    '2026-03-31T24:00:00Z',
    '2026-03-31T23:60:00Z',
    '2026-03-31T23:59:61Z',
    '2026-02-30T00:00:00Z',
    '2026-03-31T17:00:00+24:00',
    '2026-03-31T17:00:00+01:60',
    '2026-03-31T17:00:00+0100',
    '2026-03-31T17:00:00+01',
    '2026-03-31T17:00:00.Z',
    '20260331T170000Z',
    '',
  ])('may not be %p', (text) => expect(read(text)).toBe('NOT_A_DATE'));
});

describe('a decimal', () => {
  const codes = (value: unknown, bounds?: DecimalBounds): string[] =>
    decimal(bounds)
      .faults(value)
      .map(({ code }) => code);

  it.each(['0', '-1.5', '0.90', '999999999999999.999999999', '-999999999999999'])('may be %s', (value) =>
    expect(codes(value)).toEqual([]),
  );

  it.each([
    [0.9, 'WRONG_TYPE'],
    [null, 'WRONG_TYPE'],
    ['', 'NOT_A_DECIMAL'],
    ['1e3', 'NOT_A_DECIMAL'],
    ['+1', 'NOT_A_DECIMAL'],
    ['01', 'NOT_A_DECIMAL'],
    ['.5', 'NOT_A_DECIMAL'],
    ['1,5', 'NOT_A_DECIMAL'],
    ['1.0000000000', 'TOO_MANY_DIGITS'],
    ['1000000000000000', 'TOO_MANY_DIGITS'],
  ])('may not be %p: %s', (value, code) => expect(codes(value)).toEqual([code]));

  it('keeps within its bounds, each with its end or without', () => {
    const fits = (bounds: DecimalBounds, ...values: string[]) => values.filter((value) => codes(value, bounds).length === 0);
    expect(fits({ least: '0', most: '1' }, '-0.1', '0.0', '1.00', '1.000000001')).toEqual(['0.0', '1.00']);
    expect(fits({ above: '0', below: '1' }, '0', '0.000000001', '0.999999999', '1.0')).toEqual(['0.000000001', '0.999999999']);
    expect(decimal({ least: '0', below: '1' }).faults('1')).toMatchObject([
      { code: 'OUT_OF_RANGE', detail: 'Send a decimal at least 0 and below 1.' },
    ]);
  });
});

describe('a flag', () => {
  it('is true or false, and no word for it', () =>
    expect([true, false, 'true', 0, null].filter((value) => flag.faults(value).length === 0)).toEqual([true, false]));
});

describe('a list', () => {
  const faultsOf = (value: unknown): string[] =>
    list(oneOf(['red', 'green', 'blue']).faults, { min: 1, max: 3, unique: true })(value).map(
      ({ path, code }) => `${path} ${code}`,
    );

  it('names the item that is at fault, or appears again', () => {
    expect(faultsOf(['red', 'blue'])).toEqual([]);
    expect(faultsOf(['red', 'grey'])).toEqual(['[1] NOT_ONE_OF']);
    expect(faultsOf(['red', 'blue', 'red'])).toEqual(['[2] DUPLICATE']);
    expect(faultsOf([])).toEqual([' OUT_OF_RANGE']);
    expect(list(whole(1, 10).faults, { max: 2, unique: true })([1, 11]).map(({ path }) => path)).toEqual(['[1]']);
  });
});
