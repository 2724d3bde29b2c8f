import fc from 'fast-check';
import { currencies } from './currencies';
import { add, exceeds, formatMinor, MAX_MINOR, money, parseAmount, subtract, toMoneyJson } from './money';

describe('money', () => {
  it('is read in the minor units of its currency', () => {
    expect(parseAmount('1234.56', 'EUR')).toEqual(money(123456n, 'EUR'));
    expect(parseAmount('1234.5', 'EUR')).toEqual(money(123450n, 'EUR'));
    expect(parseAmount('1234', 'JPY')).toEqual(money(1234n, 'JPY'));
    expect(parseAmount('1.234', 'KWD')).toEqual(money(1234n, 'KWD'));
    expect(parseAmount('1.2345', 'CLF')).toEqual(money(12345n, 'CLF'));
  });

  it.each(['', ' 1', '1.', '.5', '01', '1e3', '+1', '-1', '1,5', '1.00000', '0x1', '١', 'NaN', '1\n'])(
    'is never read from %j',
    (text) => expect(parseAmount(text, 'EUR')).toBe('not_a_decimal'),
  );

  it('is never rounded', () => {
    expect(parseAmount('1.234', 'EUR')).toBe('too_many_digits');
    expect(parseAmount('1.0', 'JPY')).toBe('too_many_digits');
  });

  it('ends where sums would no longer fit', () => {
    expect(parseAmount(formatMinor(MAX_MINOR, 'EUR'), 'EUR')).toEqual(money(MAX_MINOR, 'EUR'));
    expect(parseAmount(formatMinor(MAX_MINOR + 1n, 'EUR'), 'EUR')).toBe('out_of_range');
  });

  it('is in a currency that is in use', () => {
    expect(parseAmount('1.00', 'DEM')).toBe('currency_unknown');
    expect(parseAmount('1.00', 'eur')).toBe('currency_unknown');
    expect(currencies().length).toBeGreaterThan(150);
  });

  it('is written with its currency’s digits and read back the same', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_MINOR }), fc.constantFrom(...currencies()), (minor, currency) => {
        expect(parseAmount(formatMinor(minor, currency), currency)).toEqual(money(minor, currency));
      }),
    ));

  it('is written with a minus when it is owed the other way', () => {
    expect(toMoneyJson(money(-5n, 'EUR'))).toEqual({ amount: '-0.05', currency: 'EUR' });
    expect(formatMinor(-1234n, 'JPY')).toBe('-1234');
  });

  it('adds, subtracts and compares, in one currency only', () => {
    expect(add(money(1n, 'EUR'), money(2n, 'EUR'))).toEqual(money(3n, 'EUR'));
    expect(subtract(money(1n, 'EUR'), money(2n, 'EUR'))).toEqual(money(-1n, 'EUR'));
    expect(exceeds(money(2n, 'EUR'), money(2n, 'EUR'))).toBe(false);
    for (const combine of [add, subtract, exceeds]) expect(() => combine(money(1n, 'EUR'), money(1n, 'USD'))).toThrow('EUR, USD');
  });
});
