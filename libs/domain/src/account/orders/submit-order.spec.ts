import { amount } from '../../../../../test/spec/given-when-then';
import { FACTS } from '../../../../../test/spec/account/facts';
import { bill, creditPolicy, grant, order, Story, under } from '../../../../../test/spec/account/story';

const limited = (sum = '1000.00') => new Story().after(...grant(sum));

describe('SubmitOrder', () => {
  it('approves what fits, to the cent, and takes credit', () => {
    const story = limited();
    expect(story.decides(order('O1', '700.00'))).toEqual(['approve']);
    expect(story.decides(order('O2', '300.00'))).toEqual(['approve']);
    expect(story.decides(order('O3', '0.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.classes).toEqual({ held: '0.01', later: '0.00', order: '1000.00', shipped: '0.00', open: '0.00' });
    expect(story.used).toBe('1000.00');
  });

  it('answers with the figures that it saw', () => {
    const story = limited()
      .after('SubmitOrder', order('O1', '700.00'))
      .knowing({ position: '4711', seen: { buyer: '2' } });
    const [event] = story.does('SubmitOrder', order('O2', '400.00'));
    expect(event).toEqual({
      type: 'OrderSubmitted',
      data: {
        orderId: 'O2',
        amount: { amount: '400.00', currency: 'EUR' },
        orderedOn: '2026-02-01',
        decision: {
          outcome: 'refer',
          reasons: [
            {
              code: 'LIMIT_EXCEEDED',
              facts: {
                limit: { amount: '1000.00', currency: 'EUR' },
                used: { amount: '700.00', currency: 'EUR' },
                available: { amount: '300.00', currency: 'EUR' },
                requested: { amount: '400.00', currency: 'EUR' },
              },
            },
          ],
          policyVersion: 0,
          grade: 3,
          available: { amount: '300.00', currency: 'EUR' },
          position: '4711',
          seen: { buyer: '2' },
        },
      },
    });
  });

  it('needs no limit for what is paid in advance or secured', () => {
    const paid = new Story().after('RecordPayment', { paymentId: 'P1', amount: amount('100.00'), paidOn: '2026-01-20' });
    expect(paid.decides(order('O1', '100.00'))).toEqual(['approve']);
    expect(paid.decides(order('O2', '0.01'))).toEqual(['refer', 'NO_LIMIT']);
    const guarantee = { securityId: 'S1', kind: 'bank_guarantee', amount: amount('50.00'), validFrom: '2026-01-01' };
    expect(new Story().after('RecordSecurity', guarantee).decides(order('O1', '50.00'))).toEqual(['approve']);
  });

  it('says why there is no limit: not yet, over, withdrawn or refused', () => {
    expect(new Story().after(...grant('10.00', '2026-02-02')).decides(order('O1', '1.00'))).toEqual([
      'refer',
      'LIMIT_NOT_YET_VALID',
    ]);
    const ended = new Story().after('GrantLimit', { amount: amount('10.00'), validFrom: '2026-01-01', validTo: '2026-01-31' });
    expect(ended.decides(order('O1', '1.00'))).toEqual(['refer', 'LIMIT_EXPIRED']);
    const withdrawn = limited().after('WithdrawLimit', { effectiveFrom: '2026-02-01', reason: 'losses' });
    expect(withdrawn.decides(order('O1', '1.00'))).toEqual(['decline', 'LIMIT_WITHDRAWN']);
  });

  it('gives all reasons, and one that declines outweighs the others', () => {
    const story = limited('100.00')
      .after('HoldBuyer', { on: '2026-01-15', reason: 'cheque returned' })
      .after('FlagFraud', { flagId: 'F1', kind: 'bank_account_change', on: '2026-01-20', evidence: 'new IBAN by mail' })
      .after('RequireSecurity', { amount: amount('5.00'), kinds: ['deposit'], requiredOn: '2026-01-20', reason: 'new' })
      .knowing({
        sanctionsOn: () => 'E1',
        buyer: { ...FACTS.buyer, insolventOn: () => true, overdueReviewOn: () => '2026-01-31' },
        policyOn: () =>
          creditPolicy({
            hold: { oldestOverdueDays: 0, overdueShare: '0', worstGrade: 2 },
            review: { keyAccountDays: 92, freezeWhenOverdue: true },
            contract: { required: ['paymentTerms'], onMissing: 'hold' },
          }),
      })
      .after('RecordInvoice', bill('I1', '80.00', { issuedOn: '2026-01-02', dueOn: '2026-01-31' }));
    expect(story.decides(order('O1', '20.01', { termsDays: 61 }))).toEqual([
      'decline',
      'LIMIT_EXCEEDED',
      'FRAUD_FLAG',
      'INSOLVENT',
      'SANCTIONED',
      'BUYER_ON_HOLD',
      'SECURITY_MISSING',
      'REVIEW_OVERDUE',
      'CONTRACT_INCOMPLETE',
      'OLDEST_OVERDUE',
      'OVERDUE_SHARE',
      'GRADE',
      'TERMS_TOO_LONG',
    ]);
    expect(story.status('O1')).toBe('declined');
    expect(story.used).toBe('80.00');
  });

  it.each([
    ['at the days allowed', { oldestOverdueDays: 1, overdueShare: '1', worstGrade: 10 }, ['approve']],
    ['a day more', { oldestOverdueDays: 0, overdueShare: '1', worstGrade: 10 }, ['refer', 'OLDEST_OVERDUE']],
    ['at the share allowed', { oldestOverdueDays: 9, overdueShare: '0.25', worstGrade: 10 }, ['approve']],
    ['a cent more', { oldestOverdueDays: 9, overdueShare: '0.2499', worstGrade: 10 }, ['refer', 'OVERDUE_SHARE']],
    ['at the worst grade', { oldestOverdueDays: 9, overdueShare: '1', worstGrade: 3 }, ['approve']],
    ['a worse grade', { oldestOverdueDays: 9, overdueShare: '1', worstGrade: 2 }, ['refer', 'GRADE']],
  ] as const)('holds above the rules of the policy, not at them: %s', (_case, hold, expected) => {
    const story = limited()
      .knowing(under(creditPolicy({ hold }), 3))
      .after('RecordInvoice', bill('I1', '100.00', { issuedOn: '2026-01-02', dueOn: '2026-01-31' }))
      .after('RecordInvoice', bill('I2', '300.00', { issuedOn: '2026-01-02', dueOn: '2026-02-01' }));
    expect(story.decides(order('O1', '1.00'))).toEqual(expected);
  });

  it('counts a disputed invoice as overdue, and a buyer without a grade as 6', () => {
    const strict = creditPolicy({ hold: { oldestOverdueDays: 0, overdueShare: '1', worstGrade: 5 } });
    const story = limited()
      .knowing(under(strict))
      .after('RecordInvoice', bill('I1', '100.00', { issuedOn: '2026-01-02', dueOn: '2026-01-31' }))
      .after('RaiseDispute', { invoiceId: 'I1', raisedOn: '2026-01-20', reason: 'short' });
    expect(story.decides(order('O1', '1.00'))).toEqual(['refer', 'OLDEST_OVERDUE', 'GRADE']);
  });

  it('holds terms against those of the limit, else those of the grade', () => {
    const ofLimit = new Story(under(creditPolicy(), 3)).after('GrantLimit', {
      amount: amount('10.00'),
      validFrom: '2026-01-01',
      maxTermsDays: 90,
    });
    expect(ofLimit.decides(order('O1', '1.00', { termsDays: 90 }))).toEqual(['approve']);
    expect(ofLimit.decides(order('O2', '1.00', { termsDays: 91 }))).toEqual(['refer', 'TERMS_TOO_LONG']);
    const ofGrade = limited().knowing(under(creditPolicy(), 3));
    expect(ofGrade.decides(order('O1', '1.00', { termsDays: 61 }))).toEqual(['refer', 'TERMS_TOO_LONG']);
    expect(limited().decides(order('O1', '1.00', { termsDays: 3660 }))).toEqual(['approve']);
  });

  it('asks for no credit while it ships beyond the horizon of 60 days, the last day of which is inside', () => {
    expect(limited('1.00').decides(order('O1', '2.00', { shipBy: '2026-04-02' }))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    const story = limited('1.00');
    expect(story.does('SubmitOrder', order('O1', '2.00', { shipBy: '2026-04-03' }))).toMatchObject([
      { data: { shipBy: '2026-04-03', decision: { outcome: 'approve', available: { amount: '1.00' }, laterOn: '2026-02-02' } } },
    ]);
    expect(story.used).toBe('0.00');
  });

  it('is held by all other rules, however late it ships', () => {
    const story = limited('1.00').after('HoldBuyer', { on: '2026-01-15', reason: 'cheque returned' });
    expect(story.decides(order('O1', '2.00', { shipBy: '2026-04-03' }))).toEqual(['refer', 'BUYER_ON_HOLD']);
  });

  it('counts what duplicates of the buyer use and owe', () => {
    const duplicate = new Story().after('RecordInvoice', bill('I1', '60.00', { issuedOn: '2026-01-02', dueOn: '2026-01-20' }));
    const strict = creditPolicy({ hold: { oldestOverdueDays: 5, overdueShare: '1', worstGrade: 10 } });
    const story = limited('100.00').knowing({ duplicates: [duplicate.state] });
    expect(story.decides(order('O1', '40.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.decides(order('O2', '40.00'))).toEqual(['approve']);
    expect(story.knowing(under(strict, 3)).decides(order('O3', '0.01'))).toEqual(['refer', 'LIMIT_EXCEEDED', 'OLDEST_OVERDUE']);
  });

  it('is refused on a duplicate with the kept buyer, twice with one id, and in another currency', () => {
    expect(limited().knowing({ mergedInto: 'B1' }).refusal('SubmitOrder', order('O1', '1.00'))).toBe('BUYER_MERGED');
    expect(limited().after('SubmitOrder', order('O1', '1.00')).refusal('SubmitOrder', order('O1', '1.00'))).toBe('ORDER_EXISTS');
    expect(limited().refusal('SubmitOrder', order('O1', '1.00 USD'))).toBe('CURRENCY_MISMATCH');
  });
});
