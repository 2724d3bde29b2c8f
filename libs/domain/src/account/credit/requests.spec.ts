import { amount } from '../../../../../test/spec/given-when-then';
import { FACTS } from '../../../../../test/spec/account/facts';
import { creditPolicy, grant, order, Story, under } from '../../../../../test/spec/account/story';
import type { Grade } from '../../shared';

const eur = (sum: string) => ({ amount: sum, currency: 'EUR' });
const director = { name: 'Dora', level: 'director' } as const;

const request = (requestId: string, sum: string, details: object = {}) => ({
  requestId,
  amount: amount(sum),
  termsDays: 30,
  kind: 'new',
  requestedOn: '2026-02-01',
  ...details,
});

const decide = (requestId: string, outcome: string, details: object = {}) => ({
  requestId,
  outcome,
  approver: director,
  decidedOn: '2026-02-03',
  ...(outcome !== 'refused' && { validFrom: '2026-02-03' }),
  ...details,
});

/** A buyer of a grade under the policy of falling caps: grade 3 may have 8,000.00, at first 4,000.00. */
const graded = (grade: Grade | null = 3, changes: Parameters<typeof creditPolicy>[0] = {}) =>
  new Story(under(creditPolicy(changes), grade ?? undefined));

describe('RequestLimit', () => {
  it('is approved at once inside the policy: the amount asked, from the day asked, with its review', () => {
    const story = graded();
    expect(story.does('RequestLimit', request('R1', '4000.00'))).toMatchObject([
      { type: 'LimitRequested', data: { requestId: 'R1', reasons: [], policyVersion: 1, grade: 3 } },
      {
        type: 'LimitDecided',
        data: {
          outcome: 'approved',
          approver: 'policy',
          override: false,
          amount: eur('4000.00'),
          termsDays: 30,
          effect: 'set',
          validFrom: '2026-02-01',
          reviewOn: '2026-07-31',
        },
      },
    ]);
    expect(story.decides(order('O1', '4000.00'))).toEqual(['approve']);
    expect(story.decides(order('O2', '1.00', { orderedOn: '2026-01-31' }))).toEqual(['refer', 'LIMIT_NOT_YET_VALID']);
  });

  it('plans the review of a key account sooner', () => {
    const story = graded();
    story.knowing({ buyer: { ...FACTS.buyer, keyAccount: true, gradeOn: () => ({ grade: 3, source: 'scored' }) } });
    expect(story.does('RequestLimit', request('R1', '1.00'))[1]).toMatchObject({ data: { reviewOn: '2026-05-04' } });
  });

  it.each([
    ['a cent above the cap of a first limit', graded(), request('R1', '4000.01'), 'AMOUNT_ABOVE_CAP'],
    ['a day above the terms of the grade', graded(), request('R1', '1.00', { termsDays: 61 }), 'TERMS_TOO_LONG'],
    ['a buyer without a grade, which counts as 6', graded(null), request('R1', '2500.01'), 'AMOUNT_ABOVE_CAP'],
    ['a buyer in a currency that the policy does not know', graded(), request('R1', '1.00 USD'), 'CURRENCY_MISMATCH'],
    ['everything, before a policy is published', new Story(), request('R1', '1.00'), 'NO_POLICY'],
  ])('is referred: %s', (_case, story, asked, code) => {
    expect(story.does('RequestLimit', asked)).toMatchObject([{ type: 'LimitRequested', data: { reasons: [{ code }] } }]);
    expect(story.state.limits).toEqual([]);
  });

  it('gives a buyer without a grade the first limit of grade 6, also when it had one before', () => {
    expect(graded(null).does('RequestLimit', request('R1', '2500.00'))[1]).toMatchObject({ data: { outcome: 'approved' } });
    const again = graded(null).after(...grant('100.00'));
    expect(again.does('RequestLimit', request('R1', '2500.01', { kind: 'increase' }))).toHaveLength(1);
  });

  it('is cut to the cap and the terms where the policy grants in part, with both kept', () => {
    const story = graded(3, { partialGrants: true });
    expect(story.does('RequestLimit', request('R1', '9000.00', { termsDays: 90 }))[1]).toMatchObject({
      data: {
        outcome: 'partly_approved',
        asked: { amount: eur('9000.00'), termsDays: 90 },
        amount: eur('4000.00'),
        termsDays: 60,
        override: false,
        reasons: [{ code: 'AMOUNT_ABOVE_CAP' }, { code: 'TERMS_TOO_LONG' }],
      },
    });
  });

  it('is refused when it is cut to nothing: a decision, a limit of nothing', () => {
    const none = creditPolicy().grades.map((terms) => ({ ...terms, initialLimit: amount('0.00') }));
    const story = graded(3, { partialGrants: true, grades: none });
    expect(story.does('RequestLimit', request('R1', '1.00'))[1]).toMatchObject({
      data: { outcome: 'refused', effect: 'refused', amount: eur('0.00') },
    });
    expect(story.decides(order('O1', '1.00'))).toEqual(['decline', 'LIMIT_REFUSED']);
    expect(story.refusal('RequestLimit', request('R2', '1.00'))).toContain('LimitRequested');
  });

  it('raises to the highest of the grade, is referred when that is not above what is in force, and keeps the last day', () => {
    const story = graded().after('GrantLimit', { amount: amount('100.00'), validFrom: '2026-01-01', validTo: '2026-12-31' });
    expect(story.does('RequestLimit', request('R1', '8000.00', { kind: 'increase' }))[1]).toMatchObject({
      data: { outcome: 'approved', amount: eur('8000.00'), validTo: '2026-12-31' },
    });
    expect(story.does('RequestLimit', request('R2', '8000.01', { kind: 'increase' }))).toMatchObject([
      { data: { reasons: [{ code: 'AMOUNT_ABOVE_CAP' }, { code: 'CAP_NOT_ABOVE_LIMIT' }] } },
    ]);
  });

  it('lowers and cancels at once', () => {
    const story = graded().after(...grant('100.00'));
    story.after('RequestLimit', request('R1', '60.00', { kind: 'reduce' }));
    expect(story.decides(order('O1', '60.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.does('RequestLimit', request('R2', '0.00', { kind: 'cancel' }))[1]).toMatchObject({
      data: { effect: 'withdrawn' },
    });
    expect(story.decides(order('O2', '60.00'))).toEqual(['decline', 'LIMIT_WITHDRAWN']);
  });

  it('answers a registration id that is not the file’s: refused, the limit untouched, a flag with the request’s id', () => {
    const known = { ...FACTS.buyer, registrationId: 'HRB 4711' };
    const story = graded()
      .knowing({ buyer: known })
      .after(...grant('100.00'));
    const asked = request('R1', '500.00', { kind: 'increase', registrationId: 'HRB 666' });
    expect(story.does('RequestLimit', asked)).toMatchObject([
      { type: 'LimitRequested' },
      { type: 'LimitDecided', data: { outcome: 'refused', effect: 'none', reasons: [{ code: 'IDENTITY_MISMATCH' }] } },
      { type: 'FraudFlagged', data: { flagId: 'R1', kind: 'identity_mismatch', on: '2026-02-01' } },
    ]);
    expect(story.state.limits).toHaveLength(1);
    expect(story.refusal('RequestLimit', request('R2', '500.00', { kind: 'increase' }))).toBe('FRAUD_FLAG');
    story.after('ClearFraudFlag', { flagId: 'R1', on: '2026-02-02', reason: 'a typing error', approver: director });
    const again = request('R2', '500.00', { kind: 'increase', requestedOn: '2026-02-02', registrationId: 'HRB 4711' });
    expect(story.does('RequestLimit', again)[1]).toMatchObject({ data: { outcome: 'approved' } });
  });

  it.each([
    ['REQUEST_EXISTS', graded().after('RequestLimit', request('R1', '1.00')), request('R1', '1.00')],
    ['REQUEST_PENDING', graded().after('RequestLimit', request('R0', '9999.00')), request('R1', '1.00')],
    ['LIMIT_EXISTS', graded().after(...grant('1.00')), request('R1', '2.00')],
    ['NO_LIMIT', graded(), request('R1', '2.00', { kind: 'increase' })],
    ['AMOUNT_NOT_HIGHER', graded().after(...grant('2.00')), request('R1', '2.00', { kind: 'increase' })],
    ['AMOUNT_NOT_LOWER', graded().after(...grant('2.00')), request('R1', '2.00', { kind: 'reduce' })],
    ['CURRENCY_MISMATCH', graded().after(...grant('2.00')), request('R1', '3.00 USD', { kind: 'increase' })],
    ['BUYER_MERGED', graded().knowing({ mergedInto: 'B1' }), request('R1', '2.00')],
    ['BUYER_UNKNOWN', graded().knowing({ buyerRegistered: false }), request('R1', '2.00')],
  ])('is refused with %s', (code, story, asked) => expect(story.refusal('RequestLimit', asked)).toBe(code));
});

describe('DecideLimit', () => {
  const referred = () => graded().after('RequestLimit', request('R1', '9000.00'));

  it('gives what was asked, against the policy’s advice: an override, kept with both', () => {
    const story = referred();
    expect(story.does('DecideLimit', decide('R1', 'approved'))).toMatchObject([
      {
        type: 'LimitDecided',
        data: {
          outcome: 'approved',
          amount: eur('9000.00'),
          advice: { amount: eur('4000.00'), termsDays: 30 },
          override: true,
          effect: 'set',
          reviewOn: '2026-08-02',
          policyVersion: 1,
        },
      },
    ]);
    expect(story.decides(order('O1', '9000.00', { orderedOn: '2026-02-03' }))).toEqual(['approve']);
    expect(story.refusal('DecideLimit', decide('R1', 'approved'))).toBe('REQUEST_NOT_PENDING');
  });

  it('is no override when it follows the advice', () => {
    const conditional = decide('R1', 'conditional', { amount: amount('4000.00'), conditions: ['a parent guarantee'] });
    expect(referred().does('DecideLimit', conditional)[0]).toMatchObject({
      data: { override: false, conditions: ['a parent guarantee'] },
    });
  });

  it('refuses: a first limit is then one of nothing, a change leaves the limit', () => {
    const refused = referred().after('DecideLimit', decide('R1', 'refused', { reasonCode: 12 }));
    expect(refused.decides(order('O1', '1.00', { orderedOn: '2026-02-03' }))).toEqual(['decline', 'LIMIT_REFUSED']);
    const change = graded()
      .after(...grant('100.00'))
      .after('RequestLimit', request('R1', '9000.00', { kind: 'increase' }));
    expect(change.does('DecideLimit', decide('R1', 'refused'))[0]).toMatchObject({ data: { effect: 'none', override: true } });
    expect(change.decides(order('O1', '100.00', { orderedOn: '2026-02-03' }))).toEqual(['approve']);
  });

  it('needs a level that covers what is granted, and none to refuse', () => {
    const manager = { approver: { name: 'Max', level: 'manager' } };
    const supervisor = { approver: { name: 'Sue', level: 'supervisor' } };
    const story = referred();
    expect(story.refusal('DecideLimit', decide('R1', 'approved', supervisor))).toBe('APPROVAL_LEVEL_TOO_LOW');
    expect(referred().refusal('DecideLimit', decide('R1', 'approved', manager))).toContain('LimitDecided');
    const partly = { ...supervisor, amount: amount('5000.00') };
    expect(referred().refusal('DecideLimit', decide('R1', 'partly_approved', partly))).toContain('LimitDecided');
    expect(referred().refusal('DecideLimit', decide('R1', 'refused', supervisor))).toContain('LimitDecided');
  });

  it('never counts before its own day, and ends on its last', () => {
    expect(referred().refusal('DecideLimit', decide('R1', 'approved', { validFrom: '2026-02-02' }))).toBe('LIMIT_RETROACTIVE');
    const story = referred().after('DecideLimit', decide('R1', 'approved', { validTo: '2026-03-31' }));
    expect(story.does('ExpireLimit', { today: '2026-03-31' })).toEqual([]);
    expect(story.does('ExpireLimit', { today: '2026-04-01' })).toMatchObject([
      { type: 'LimitExpired', data: { validTo: '2026-03-31' } },
    ]);
    expect(story.does('ExpireLimit', { today: '2026-04-02' })).toEqual([]);
    expect(story.refusal('IncreaseLimit', { amount: amount('9500.00'), effectiveFrom: '2026-04-02', reason: 'more' })).toBe(
      'LIMIT_EXPIRED',
    );
  });

  it('is refused for a request that there is not, and to grant while a flag stands or the buyer is merged', () => {
    expect(
      graded()
        .after(...grant('1.00'))
        .refusal('DecideLimit', decide('R9', 'approved')),
    ).toBe('REQUEST_UNKNOWN');
    const flagged = referred().after('FlagFraud', { flagId: 'F1', kind: 'other', on: '2026-02-02', evidence: 'call' });
    expect(flagged.refusal('DecideLimit', decide('R1', 'approved'))).toBe('FRAUD_FLAG');
    expect(flagged.refusal('DecideLimit', decide('R1', 'refused'))).toContain('LimitDecided');
    expect(referred().knowing({ mergedInto: 'B1' }).refusal('DecideLimit', decide('R1', 'approved'))).toBe('BUYER_MERGED');
  });
});

describe('what ends by the day, and what stands beside a limit', () => {
  it('notes the end of a temporary amount once', () => {
    const onTop = { amount: amount('10.00'), validFrom: '2026-02-01', validTo: '2026-02-28' };
    const story = graded().after('GrantTemporaryLimit', { ...onTop, reason: 'season', approver: director });
    expect(story.does('EndTemporaryLimit', { ...onTop, today: '2026-02-28' })).toEqual([]);
    expect(story.does('EndTemporaryLimit', { ...onTop, today: '2026-03-01' })).toMatchObject([{ type: 'TemporaryLimitEnded' }]);
    expect(story.does('EndTemporaryLimit', { ...onTop, today: '2026-03-02' })).toEqual([]);
  });

  it('holds and releases a buyer, each once', () => {
    const story = graded().after('HoldBuyer', { on: '2026-02-01', reason: 'cheque' });
    expect(story.does('HoldBuyer', { on: '2026-02-02', reason: 'again' })).toEqual([]);
    const release = { on: '2026-02-05', reason: 'paid', approver: director };
    expect(story.does('ReleaseBuyer', release)).toMatchObject([{ type: 'BuyerReleased' }]);
    expect(story.does('ReleaseBuyer', release)).toEqual([]);
  });

  it('flags and clears, each once', () => {
    const flag = { flagId: 'F1', kind: 'other', on: '2026-02-01', evidence: 'call' };
    const story = graded().after('FlagFraud', flag);
    expect(story.refusal('FlagFraud', flag)).toBe('FLAG_EXISTS');
    const clear = { flagId: 'F1', on: '2026-02-03', reason: 'explained', approver: director };
    expect(story.refusal('ClearFraudFlag', { ...clear, flagId: 'F9' })).toBe('FLAG_UNKNOWN');
    expect(story.does('ClearFraudFlag', clear)).toMatchObject([{ type: 'FraudFlagCleared' }]);
    expect(story.does('ClearFraudFlag', clear)).toEqual([]);
  });

  it('takes a security once, and counts only the kinds that are required', () => {
    const letter = { securityId: 'S1', kind: 'letter_of_credit', amount: amount('10.00'), validFrom: '2026-01-01' };
    const required = { amount: amount('5.00'), kinds: ['deposit'], requiredOn: '2026-01-10', reason: 'new' };
    const story = graded()
      .after(...grant('10.00'))
      .after('RecordSecurity', letter)
      .after('RequireSecurity', required);
    expect(story.refusal('RecordSecurity', letter)).toBe('SECURITY_EXISTS');
    expect(story.decides(order('O1', '1.00'))).toEqual(['refer', 'SECURITY_MISSING']);
    story.after('RequireSecurity', { ...required, amount: amount('0.00') });
    expect(story.decides(order('O2', '1.00'))).toEqual(['approve']);
  });
});
