import { grouped, table } from './table';

describe('a printed table', () => {
  it('aligns names to the left and figures to the right, and draws a line before totals', () =>
    expect(
      table(
        [{ title: 'buyer' }, { title: 'open', right: true }],
        [['B1', '5.00'], ['Longer name', '1,200.00'], undefined, ['', '1,205.00']],
      ),
    ).toBe(
      [
        'buyer            open',
        '───────────  ────────',
        'B1               5.00',
        'Longer name  1,200.00',
        '───────────  ────────',
        '             1,205.00',
      ].join('\n'),
    ));

  it.each([
    ['0.00', '0.00'],
    ['-1234567.5', '-1,234,567.5'],
    ['100', '100'],
    ['1000', '1,000'],
    ['-123.00', '-123.00'],
  ])('groups %s as %s', (amount, expected) => expect(grouped(amount)).toBe(expected));
});
