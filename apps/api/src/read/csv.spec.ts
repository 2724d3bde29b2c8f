import { toCsv } from './csv';

describe('a table as CSV', () => {
  it('has a header line also when it is empty', () => expect(toCsv([], ['a', 'b'])).toBe('a,b\r\n'));

  it('quotes what needs it, and leaves absent fields empty', () =>
    expect(
      toCsv([{ a: 'x,"y"\nz', b: null, c: true }, { b: -5 }] as { a?: string; b?: number | null; c?: boolean }[], [
        'a',
        'b',
        ['sure', ({ c }) => c],
      ]),
    ).toBe('a,b,sure\r\n"x,""y""\nz",,true\r\n,-5,\r\n'));
});
