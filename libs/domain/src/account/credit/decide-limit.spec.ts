import { amount } from '../../../../../test/spec/given-when-then';
import {
  decideLimit,
  fraudFlagged,
  given,
  limitDecided,
  limitGranted,
  limitRequested,
  limitWithdrawn,
} from '../../../../../test/spec/account';
import { DUPLICATE, FACTS, ofDuplicate } from '../../../../../test/spec/account/facts';
import { graded } from '../../../../../test/spec/account/story';
import type { ApprovalLevel } from '../../shared';
import type { AccountEvent } from '../account.events';

type Decided = Extract<AccountEvent, { type: 'LimitDecided' }>['data'];

const above = (cap: string) => [{ code: 'AMOUNT_ABOVE_CAP', facts: { cap: amount(cap), asked: amount('9000.00') } }];

/** 9,000.00 asked by a buyer of grade 3, whose first limit is 4,000.00 at most. */
const referred = limitRequested('R1', '9000.00');
const waiting = (...events: readonly AccountEvent[]) => given(...events, referred).knowing(graded(3));

const decided = (sum: string, details: Partial<Decided> = {}) =>
  limitDecided('R1', sum, {
    asked: { amount: amount('9000.00'), termsDays: 30 },
    advice: { amount: amount('4000.00'), termsDays: 30 },
    reasons: above('4000.00'),
    policyVersion: 1,
    reviewOn: '2026-06-30',
    ...details,
  });

const nothing = { termsDays: undefined, reviewOn: undefined };

describe('DecideLimit', () => {
  it('gives what was asked, against the policy’s advice: an override, kept with both', () =>
    waiting().when(decideLimit('R1', 'approved')).then(decided('9000.00')));

  it('gives less, or longer, on conditions, until a last day, for a reason that has a number', () => {
    const details = { amount: amount('5000.00'), termsDays: 45, validFrom: '2026-02-01', validTo: '2026-12-31' };
    const why = { conditions: ['a parent guarantee'], reasonCode: 12 };
    waiting()
      .when(decideLimit('R1', 'conditional', { ...details, ...why }))
      .then(decided('5000.00', { ...details, ...why, outcome: 'conditional', reviewOn: '2026-07-31' }));
  });

  it('is no override when it follows the advice, and is one in its terms alone', () => {
    const advised = { amount: amount('4000.00') };
    waiting()
      .when(decideLimit('R1', 'partly_approved', advised))
      .then(decided('4000.00', { outcome: 'partly_approved', override: false }));
    waiting()
      .when(decideLimit('R1', 'partly_approved', { ...advised, termsDays: 29 }))
      .then(decided('4000.00', { outcome: 'partly_approved', termsDays: 29, override: true }));
  });

  it('follows policy, grade and key account of its own day', () => {
    const known = { ...graded(2), seen: { buyer: '7' } };
    given(referred)
      .knowing({
        ...known,
        buyer: { ...FACTS.buyer, keyAccount: true, gradeOn: (day) => ({ grade: day < '2026-02-01' ? 3 : 2, source: 'scored' }) },
      })
      .when(decideLimit('R1', 'approved', { decidedOn: '2026-02-01', validFrom: '2026-02-01' }))
      .then(
        decided('9000.00', {
          decidedOn: '2026-02-01',
          validFrom: '2026-02-01',
          grade: 2,
          advice: { amount: amount('4500.00'), termsDays: 30 },
          reasons: above('4500.00'),
          reviewOn: '2026-05-04',
          seen: { buyer: '7' },
        }),
      );
  });

  it('refuses a first limit, which is then one of nothing', () =>
    waiting()
      .when(decideLimit('R1', 'refused', { reasonCode: 12 }))
      .then(decided('0.00', { ...nothing, outcome: 'refused', effect: 'refused', reasonCode: 12 })));

  it('refuses a change, and leaves the limit', () => {
    const increase = limitRequested('R1', '9000.00', { kind: 'increase' });
    given(limitGranted('100.00'), increase)
      .knowing(graded(3))
      .when(decideLimit('R1', 'refused'))
      .then(
        decided('0.00', {
          ...nothing,
          kind: 'increase',
          outcome: 'refused',
          effect: 'none',
          advice: { amount: amount('8000.00'), termsDays: 30 },
          reasons: above('8000.00'),
        }),
      );
  });

  it('keeps the last day of a limit that it changes, and changes none that is over', () => {
    const increase = limitRequested('R1', '9000.00', { kind: 'increase' });
    const change = { kind: 'increase', advice: { amount: amount('8000.00'), termsDays: 30 }, reasons: above('8000.00') } as const;
    given(limitGranted('100.00', { validTo: '2026-06-30' }), increase)
      .knowing(graded(3))
      .when(decideLimit('R1', 'approved'))
      .then(decided('9000.00', { ...change, validTo: '2026-06-30' }));
    given(limitGranted('100.00', { validFrom: '2025-01-01', validTo: '2025-12-31' }), increase)
      .knowing(graded(3))
      .when(decideLimit('R1', 'approved'))
      .refused('LIMIT_EXPIRED');
  });

  it('cancels, whatever amount was named', () => {
    const cancel = limitRequested('R1', '100.00', { kind: 'cancel' });
    given(limitGranted('100.00'), cancel)
      .when(decideLimit('R1', 'approved', { validFrom: '2026-02-01' }))
      .then(
        limitDecided('R1', '0.00', {
          kind: 'cancel',
          asked: { amount: amount('100.00'), termsDays: 30 },
          override: false,
          effect: 'withdrawn',
          validFrom: '2026-02-01',
        }),
      );
  });

  const by = (level: ApprovalLevel) => ({ approver: { name: 'S. Brandt', level } });

  it('needs a level that covers what is granted, and none to refuse', () => {
    waiting()
      .when(decideLimit('R1', 'approved', by('supervisor')))
      .refused('APPROVAL_LEVEL_TOO_LOW', { needed: 'manager', level: 'supervisor', amount: '9000.00' });
    waiting()
      .when(decideLimit('R1', 'approved', by('manager')))
      .then(decided('9000.00', by('manager')));
    waiting()
      .when(decideLimit('R1', 'partly_approved', { amount: amount('5000.00'), ...by('supervisor') }))
      .then(decided('5000.00', { outcome: 'partly_approved', ...by('supervisor') }));
    waiting()
      .when(decideLimit('R1', 'refused', by('clerk')))
      .then(decided('0.00', { ...nothing, outcome: 'refused', effect: 'refused', ...by('clerk') }));
  });

  it('is a director’s while no policy is published', () => {
    given(referred)
      .when(decideLimit('R1', 'approved', by('manager')))
      .refused('APPROVAL_LEVEL_TOO_LOW', { needed: 'director' });
    given(referred).when(decideLimit('R1', 'approved')).then(limitDecided('R1', '9000.00'));
  });

  it('never counts before its own day', () =>
    waiting()
      .when(decideLimit('R1', 'approved', { decidedOn: '2026-01-02' }))
      .refused('LIMIT_RETROACTIVE', { validFrom: '2026-01-01', decidedOn: '2026-01-02' }));

  it('is refused on a request that is decided', () =>
    waiting(limitRequested('R0', '1.00'), limitDecided('R0', '1.00'))
      .when(decideLimit('R0', 'refused'))
      .refused('REQUEST_NOT_PENDING', { requestId: 'R0' }));

  it('is refused for a request that there is not', () =>
    waiting().when(decideLimit('R9', 'approved')).refused('REQUEST_UNKNOWN', { requestId: 'R9' }));

  it('may refuse, and not grant, while a flag stands or on a duplicate', () => {
    const refusal = decided('0.00', { ...nothing, outcome: 'refused', effect: 'refused' });
    const flagged = waiting(fraudFlagged('F1', { on: '2026-01-01' }));
    flagged.when(decideLimit('R1', 'approved')).refused('FRAUD_FLAG', { flagId: 'F1' });
    flagged.when(decideLimit('R1', 'refused')).then(refusal);
    const duplicate = waiting().knowing(DUPLICATE);
    duplicate.when(decideLimit('R1', 'approved')).refused('BUYER_MERGED', { buyerId: 'B1' });
    duplicate
      .when(decideLimit('R1', 'refused'))
      .then(decided('0.00', { ...nothing, outcome: 'refused', effect: 'refused', ...ofDuplicate(1) }));
  });

  it('is refused in another currency than was asked', () =>
    waiting()
      .when(decideLimit('R1', 'approved', { amount: amount('5000.00 USD') }))
      .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));

  it('is refused when the account has another currency by now', () =>
    waiting(limitGranted('100 JPY'), limitWithdrawn('2026-01-01'))
      .when(decideLimit('R1', 'approved', { amount: amount('100 JPY') }))
      .refused('CURRENCY_MISMATCH', { expected: 'JPY', given: 'EUR' }));
});
