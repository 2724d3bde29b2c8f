import { toWire } from '@usance/domain';
import { fraudFlagged, limitDecided, limitRequested, orderSubmitted, passed } from '../../../../test/spec/account';
import { amount } from '../../../../test/spec/given-when-then';
import { orderDecision, requestDecision } from './decisions';

const eur = (figure: string) => ({ amount: figure, currency: 'EUR' });

describe('the answer of SubmitOrder', () => {
  it('says what was decided and why, and what was available before', () => {
    const reasons = [{ code: 'GRADE', facts: { grade: 9, worst: 8 } }];
    const details = { outcome: 'refer', reasons, policyVersion: 2, grade: 9, position: '17', laterOn: '2026-03-01' } as const;
    const decision = passed('0.00', { ...details, available: { minor: -500n, currency: 'EUR' }, seen: { policy: '3' } });
    expect(toWire(orderDecision.from([orderSubmitted('O1', '100.00', decision)]))).toEqual({
      decision: { outcome: 'refer', reasons, policyVersion: 2, grade: 9, available: eur('-5.00'), position: '17' },
    });
  });
});

describe('the answer of RequestLimit', () => {
  const policy = { reasons: [{ code: 'AMOUNT_ABOVE_CAP', facts: {} }], policyVersion: 2, grade: null } as const;
  const requested = limitRequested('R1', '900.00', policy);
  const decided = { ...policy, approver: 'policy', override: false } as const;
  const told = (...events: Parameters<typeof requestDecision.from>[0]) => toWire(requestDecision.from(events));

  it('says what was granted, for how long and why not more', () =>
    expect(
      told(requested, limitDecided('R1', '900.00', { ...decided, outcome: 'partly_approved', amount: amount('500.00') })),
    ).toEqual({ decision: { outcome: 'partly_approved', amount: eur('500.00'), termsDays: 30, ...policy } }));

  it('says that nothing is granted yet when it is referred', () =>
    expect(told(requested)).toEqual({ decision: { outcome: 'referred', amount: eur('0.00'), termsDays: 0, ...policy } }));

  it('says that nothing is granted when it is refused, whatever else followed', () => {
    const refused = { ...decided, outcome: 'refused', amount: amount('0.00'), termsDays: undefined, effect: 'none' } as const;
    expect(told(requested, limitDecided('R1', '900.00', refused), fraudFlagged('R1', { kind: 'identity_mismatch' }))).toEqual({
      decision: { outcome: 'refused', amount: eur('0.00'), termsDays: 0, ...policy },
    });
  });
});
