import fc from 'fast-check';
import { billionths, compareDecimals, cutOff, ONE, parseDecimal, quotient } from './decimal';

/** Any decimal that can be written, and its billionths. */
const decimals = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 999_999_999_999_999n }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 }),
  )
  .map(([negative, whole, fraction]) => ({
    text: `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`,
    value: (negative ? -1n : 1n) * (whole * ONE + BigInt(fraction.padEnd(9, '0'))),
  }));

describe('a decimal', () => {
  it.each([
    ['0', 0n],
    ['-0', 0n],
    ['0.75', 750_000_000n],
    ['-0.000000001', -1n],
    ['12.5', 12_500_000_000n],
    ['999999999999999.999999999', 999_999_999_999_999_999_999_999n],
  ])('%s is %s billionths', (text, value) => expect(parseDecimal(text)).toBe(value));

  it.each(['', '-', '+1', '.5', '5.', '01', '1e3', '1,5', ' 1', '1\n', '--1', 'NaN', '٥', '1.0000000001', '1000000000000000'])(
    '%j is none',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
      expect(() => billionths(text)).toThrow('no decimal');
    },
  );

  it('is read exactly, whatever its digits', () =>
    fc.assert(fc.property(decimals, ({ text, value }) => expect(billionths(text)).toBe(value))));

  it('is ordered by value, not by text', () => {
    expect(compareDecimals('0.9', '0.90')).toBe(0);
    expect(compareDecimals('9', '10')).toBe(-1);
    expect(compareDecimals('-1', '-2')).toBe(1);
    fc.assert(
      fc.property(decimals, decimals, (a, b) =>
        expect(compareDecimals(a.text, b.text)).toBe(a.value === b.value ? 0 : a.value < b.value ? -1 : 1),
      ),
    );
  });
});

describe('a quotient', () => {
  it.each([
    [1n, 3n, '0.33'],
    [2n, 3n, '0.67'],
    [5n, 1_000n, '0.01'],
    [-5n, 1_000n, '0.00'],
    [-6n, 1_000n, '-0.01'],
    [-15n, 1_000n, '-0.01'],
    [0n, 7n, '0.00'],
    [700n, 7n, '100.00'],
    [-7n, 1n, '-7.00'],
  ])('%s / %s is %s: rounded once, half up', (numerator, denominator, text) =>
    expect(quotient(numerator, denominator)).toBe(text),
  );

  it('has as many decimals as are asked for', () => {
    expect(quotient(2n, 3n, 4)).toBe('0.6667');
    expect(quotient(1n, 20n, 1)).toBe('0.1');
  });
});

describe('a ratio that is cut off', () => {
  it.each([
    [2n, 3n, '0.666666666'],
    [-2n, 3n, '-0.666666666'],
    [-1n, 10n ** 10n, '0'],
    [70n, 7n, '10'],
    [10n ** 15n, 1n, '999999999999999.999999999'],
    [-(10n ** 18n), 1n, '-999999999999999.999999999'],
  ])('%s / %s is %s: not rounded, and a decimal however large', (part, whole, text) => expect(cutOff(part, whole)).toBe(text));
});
