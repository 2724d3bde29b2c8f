import { fromWire } from '@usance/domain';
import { upcast } from '.';
import fixture from './limit-cut.fixture.json';

describe('upcasting', () => {
  it('reads a LimitCut of the first days as a LimitReduced', () =>
    expect(fromWire(upcast({ type: fixture.type, data: fixture.data }))).toEqual({
      type: 'LimitReduced',
      data: { amount: { minor: 4_000_000n, currency: 'EUR' }, effectiveFrom: '2024-07-01', reason: 'late payments in June' },
    }));

  it('leaves the latest shapes alone', () => {
    const event = { type: 'LimitReduced', data: { reason: 'x' } };
    expect(upcast(event)).toBe(event);
  });
});
