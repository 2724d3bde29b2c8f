import { prefersCsv, toCsv } from './csv';

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

describe('a caller', () => {
  it.each([
    'text/csv',
    'Text/CSV; charset=utf-8',
    'text/csv, */*;q=0.1',
    'application/json;q=0.5, text/csv',
    'text/csv, application/json',
  ])('who accepts %s gets CSV', (accept) => expect(prefersCsv(accept)).toBe(true));
  it.each([undefined, '', '*/*', 'text/*', 'application/json', 'text/csv;q=0', 'application/json, text/csv;q=0.9'])(
    'who accepts %s gets JSON',
    (accept) => expect(prefersCsv(accept)).toBe(false),
  );
});
