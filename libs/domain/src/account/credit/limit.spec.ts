import {
  given,
  limitDecided,
  limitGranted,
  limitIncreased,
  limitReduced,
  limitWithdrawn,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';
import { limitOn } from './limit';

const decisions = (...events: AccountEvent[]) => given(...events).state.limits;
const on = (day: string, ...events: AccountEvent[]) => {
  const { minor, status } = limitOn(decisions(...events), day);
  return [minor, status];
};

const granted = limitGranted('1000.00', { validTo: '2026-12-31', maxTermsDays: 60 });

describe('the limit on a day', () => {
  it('is none without a decision', () => expect(limitOn([], '2026-06-01')).toEqual({ minor: 0n, status: 'NO_LIMIT' }));

  it.each<[string, bigint, string]>([
    ['2025-12-31', 0n, 'LIMIT_NOT_YET_VALID'],
    ['2026-01-01', 100_000n, 'in_force'],
    ['2026-12-31', 100_000n, 'in_force'],
    ['2027-01-01', 0n, 'LIMIT_EXPIRED'],
  ])('is in force from its first day to its last: %s', (day, minor, status) => expect(on(day, granted)).toEqual([minor, status]));

  it('is what the decision says that began last', () => {
    const history = [granted, limitIncreased('1500.00', '2026-06-01'), limitReduced('500.00', '2026-03-01')];
    expect(on('2026-02-28', ...history)).toEqual([100_000n, 'in_force']);
    expect(on('2026-05-31', ...history)).toEqual([50_000n, 'in_force']);
    expect(on('2026-06-01', ...history)).toEqual([150_000n, 'in_force']);
  });

  it('is what was recorded later, of two decisions from one day', () =>
    expect(on('2026-03-01', granted, limitReduced('500.00', '2026-03-01'), limitIncreased('700.00', '2026-03-01'))).toEqual([
      70_000n,
      'in_force',
    ]));

  it('keeps the last day and the terms when it is changed', () =>
    expect(decisions(granted, limitReduced('500.00', '2026-03-01')).at(-1)).toMatchObject({
      to: '2026-12-31',
      maxTermsDays: 60,
    }));

  it('ends with a withdrawal, until a new one is granted', () => {
    const history = [granted, limitWithdrawn('2026-04-01'), limitGranted('200.00', { validFrom: '2026-05-01' })];
    expect(on('2026-03-31', ...history)).toEqual([100_000n, 'in_force']);
    expect(on('2026-04-30', ...history)).toEqual([0n, 'LIMIT_WITHDRAWN']);
    expect(on('2026-05-01', ...history)).toEqual([20_000n, 'in_force']);
  });

  it('is refused from the day of a refusal, until a new one is granted', () => {
    const refused = limitDecided('R1', '0.00', { outcome: 'refused', effect: 'refused', validFrom: '2026-04-01' });
    const history = [refused, limitGranted('200.00', { validFrom: '2026-05-01' })];
    expect(on('2026-03-31', ...history)).toEqual([0n, 'LIMIT_NOT_YET_VALID']);
    expect(on('2026-04-01', refused)).toEqual([0n, 'LIMIT_REFUSED']);
    expect(on('2026-04-30', ...history)).toEqual([0n, 'LIMIT_REFUSED']);
    expect(on('2026-05-01', ...history)).toEqual([20_000n, 'in_force']);
    expect(on('2026-04-01', granted, refused)).toEqual([0n, 'LIMIT_REFUSED']);
  });

  it('is what a decision on a request sets, with its terms and its last day', () => {
    const decision = limitDecided('R1', '900.00', { termsDays: 45, validFrom: '2026-02-01', validTo: '2026-06-30', grade: null });
    expect(on('2026-01-31', decision)).toEqual([0n, 'LIMIT_NOT_YET_VALID']);
    expect(on('2026-06-30', decision)).toEqual([90_000n, 'in_force']);
    expect(on('2026-07-01', decision)).toEqual([0n, 'LIMIT_EXPIRED']);
    expect(decisions(decision)).toEqual([
      { status: 'granted', from: '2026-02-01', to: '2026-06-30', minor: 90_000n, maxTermsDays: 45 },
    ]);
  });

  it('ends with a decision that cancels it, and stays with one that leaves it', () => {
    const cancelled = limitDecided('R1', '0.00', { kind: 'cancel', effect: 'withdrawn', validFrom: '2026-04-01' });
    expect(on('2026-04-01', granted, cancelled)).toEqual([0n, 'LIMIT_WITHDRAWN']);
    const left = limitDecided('R1', '0.00', { kind: 'increase', outcome: 'refused', effect: 'none' });
    expect(decisions(granted, left)).toHaveLength(1);
  });

  // Domain rules, trap 10: zero is a decision, not the absence of one.
  it('may be zero and in force', () => expect(on('2026-01-01', limitGranted('0.00'))).toEqual([0n, 'in_force']));
});
