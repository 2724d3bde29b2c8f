import { money } from './money';
import { fromWire, toWire } from './wire';

describe('data on the wire', () => {
  const data = {
    invoiceId: 'I1',
    amount: money(-5n, 'EUR'),
    reference: undefined,
    allocations: [{ invoiceId: 'I2', amount: money(100n, 'JPY'), on: '2026-01-01' }],
    nested: { limit: money(0n, 'KWD'), days: 30, none: null },
  };

  it('carries money as decimal strings and leaves out what is absent', () =>
    expect(JSON.parse(JSON.stringify(toWire(data)))).toEqual({
      invoiceId: 'I1',
      amount: { amount: '-0.05', currency: 'EUR' },
      allocations: [{ invoiceId: 'I2', amount: { amount: '100', currency: 'JPY' }, on: '2026-01-01' }],
      nested: { limit: { amount: '0.000', currency: 'KWD' }, days: 30, none: null },
    }));

  it('comes back as it was', () => expect(fromWire(toWire(data))).toEqual(data));

  it('is never guessed at', () =>
    expect(() => fromWire({ amount: { amount: '1.005', currency: 'EUR' } })).toThrow('too_many_digits'));
});
