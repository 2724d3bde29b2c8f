import { amount } from '../../../../../test/spec/given-when-then';
import { bill, creditPolicy, grant, order, QUIET, ship, Story, under } from '../../../../../test/spec/account/story';
import { BUILT_IN_POLICY } from '../../settings/credit-policy';

const limited = (sum = '1000.00') => new Story().after(...grant(sum));
const director = { name: 'Dora', level: 'director' } as const;

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
    const story = limited().after('SubmitOrder', order('O1', '700.00')).knowing({ position: '4711', seen: { buyer: '2' } });
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
    expect(new Story().after(...grant('10.00', '2026-02-02')).decides(order('O1', '1.00'))).toEqual(['refer', 'LIMIT_NOT_YET_VALID']);
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
        buyer: { ...QUIET.buyer, insolventOn: () => true, overdueReviewOn: () => '2026-01-31' },
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

  it('counts temporary amounts beside a limit in force, and adds them up', () => {
    const onTop = (sum: string) => ({
      amount: amount(sum),
      validFrom: '2026-02-01',
      validTo: '2026-02-28',
      reason: 'season',
      approver: director,
    });
    const story = limited('100.00').after('GrantTemporaryLimit', onTop('30.00')).after('GrantTemporaryLimit', onTop('20.00'));
    expect(story.decides(order('O1', '150.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.decides(order('O2', '150.00', { orderedOn: '2026-02-28' }))).toEqual(['approve']);
    expect(story.decides(order('O3', '0.01', { orderedOn: '2026-03-01' }))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    const bare = new Story().after('GrantTemporaryLimit', onTop('30.00'));
    expect(bare.decides(order('O1', '30.00'))).toEqual(['refer', 'NO_LIMIT']);
  });

  it('counts the smaller of the own limit and cover with own risk, where there is an insurer', () => {
    const covered = { coverOn: () => ({ cover: amount('60.00'), ownRisk: amount('15.00') }) };
    const story = limited('100.00').knowing(covered);
    expect(story.decides(order('O1', '75.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.decides(order('O2', '75.00'))).toEqual(['approve']);
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

describe('an order beyond the horizon', () => {
  const later = order('O1', '80.00', { shipBy: '2026-04-30' });

  it('takes no credit and asks for none until the day that brings it inside', () => {
    const story = limited('100.00').after('SubmitOrder', order('O0', '50.00'));
    expect(story.decides(later)).toEqual(['approve']);
    expect(story.classes).toMatchObject({ later: '80.00', order: '50.00' });
    expect(story.used).toBe('50.00');
    expect(story.does('CheckOrder', { orderId: 'O1', today: '2026-02-28' })).toEqual([]);
    expect(story.does('CheckOrder', { orderId: 'O1', today: '2026-03-01' })).toMatchObject([
      { type: 'OrderChecked', data: { cause: 'horizon_reached', decision: { outcome: 'refer', available: { amount: '50.00' } } } },
    ]);
    expect(story.status('O1')).toBe('held');
    expect(story.classes).toMatchObject({ later: '0.00', held: '80.00', order: '50.00' });
  });

  it('takes credit on that day when it fits', () => {
    const story = limited('100.00').after('SubmitOrder', later).after('CheckOrder', { orderId: 'O1', today: '2026-03-01' });
    expect(story.status('O1')).toBe('approved');
    expect(story.used).toBe('80.00');
    expect(story.does('CheckOrder', { orderId: 'O1', today: '2026-03-02' })).toEqual([]);
  });

  it('is inside when it ships within the horizon, the last day included', () => {
    const story = limited('100.00').after('SubmitOrder', order('O1', '80.00', { shipBy: '2026-04-02' }));
    expect(BUILT_IN_POLICY.orderHorizonDays).toBe(60);
    expect(story.used).toBe('80.00');
  });

  it('asks when it ships, or is billed, before that day', () => {
    const story = limited('100.00').after('SubmitOrder', order('O0', '50.00')).after('SubmitOrder', later);
    expect(story.refusal(...ship('O1', 'S1', '1.00'))).toBe('LIMIT_EXCEEDED');
    expect(story.refusal('IssueInvoice', bill('I1', '50.01', { orderId: 'O1' }))).toBe('LIMIT_EXCEEDED');
    story.after('CancelOrder', { orderId: 'O0', on: '2026-02-02', reason: 'no stock' }).after(...ship('O1', 'S1', '1.00'));
    expect(story.classes).toMatchObject({ later: '0.00', order: '79.00', shipped: '1.00' });
  });
});

describe('an order on its way to an invoice', () => {
  const story = () => limited().after('SubmitOrder', order('O1', '100.00'));

  it('moves its value through classes and never counts it twice', () => {
    const way = story().after(...ship('O1', 'S1', '60.00'));
    expect(way.classes).toMatchObject({ order: '40.00', shipped: '60.00', open: '0.00' });
    way.after('IssueInvoice', bill('I1', '30.00', { orderId: 'O1' }));
    expect(way.classes).toMatchObject({ order: '40.00', shipped: '30.00', open: '30.00' });
    way.after('RecordInvoice', bill('I2', '50.00', { orderId: 'O1' }));
    expect(way.classes).toMatchObject({ order: '20.00', shipped: '0.00', open: '80.00' });
    expect(way.used).toBe('100.00');
    way.after('RecordInvoice', bill('I3', '20.00', { orderId: 'O1' }));
    expect(way.status('O1')).toBe('closed');
    expect(way.used).toBe('100.00');
  });

  it('asks for credit for what is billed above it, and shows it when it is a fact', () => {
    const tight = limited('100.00').after('SubmitOrder', order('O1', '100.00'));
    expect(tight.refusal('IssueInvoice', bill('I1', '100.01', { orderId: 'O1' }))).toBe('LIMIT_EXCEEDED');
    expect(tight.does('RecordInvoice', bill('I1', '100.01', { orderId: 'O1' }))).toMatchObject([
      { data: { fromOrder: { amount: '100.00' } } },
    ]);
    expect(tight.used).toBe('100.01');
  });

  it('keeps its credit when the limit ends meanwhile', () => {
    const way = story().after('WithdrawLimit', { effectiveFrom: '2026-02-02', reason: 'losses' });
    expect(way.refusal(...ship('O1', 'S1', '100.00'))).toContain('OrderShipped');
    expect(way.refusal('IssueInvoice', bill('I1', '100.00', { orderId: 'O1' }))).toContain('InvoiceIssued');
    expect(way.refusal('IssueInvoice', bill('I2', '0.01', { orderId: 'O1' }))).toBe('LIMIT_WITHDRAWN');
  });

  it('gets its value back when its invoice is cancelled, and nothing from a credit note', () => {
    const way = story().after('IssueInvoice', bill('I1', '70.00', { orderId: 'O1' }));
    way.after('CancelInvoice', { invoiceId: 'I1', cancelledOn: '2026-02-11', reason: 'wrong address' });
    expect(way.classes).toMatchObject({ order: '100.00', open: '0.00' });
    way.after('IssueInvoice', bill('I2', '70.00', { orderId: 'O1' })).after('IssueCreditNote', {
      creditNoteId: 'C1',
      invoiceId: 'I2',
      amount: amount('70.00'),
      issuedOn: '2026-02-12',
      reason: 'returned',
    });
    expect(way.classes).toMatchObject({ order: '30.00', open: '0.00' });
    expect(way.used).toBe('30.00');
  });

  it('is done with its final invoice, whatever was shipped', () => {
    const way = story()
      .after(...ship('O1', 'S1', '90.00'))
      .after('IssueInvoice', bill('I1', '80.00', { orderId: 'O1', finalForOrder: true }));
    expect(way.classes).toMatchObject({ order: '0.00', shipped: '0.00', open: '80.00' });
    expect(way.status('O1')).toBe('closed');
  });

  it('is freed by a cancellation as far as it is neither shipped nor billed', () => {
    const way = story().after(...ship('O1', 'S1', '60.00'));
    expect(way.does('CancelOrder', { orderId: 'O1', on: '2026-02-06', reason: 'no stock' })).toMatchObject([
      { type: 'OrderCancelled', data: { freed: { amount: '40.00' } } },
    ]);
    expect(way.classes).toMatchObject({ order: '0.00', shipped: '60.00' });
    expect(way.does('CancelOrder', { orderId: 'O1', on: '2026-02-06', reason: 'again' })).toEqual([]);
    expect(way.refusal(...ship('O1', 'S2', '0.01'))).toBe('ORDER_NOT_OPEN');
    way.after('IssueInvoice', bill('I1', '60.00', { orderId: 'O1' }));
    expect(way.status('O1')).toBe('closed');
    expect(way.refusal('CancelOrder', { orderId: 'O1', on: '2026-02-07', reason: 'again' })).toBe('ORDER_NOT_OPEN');
  });

  it('ships no more than it is, once a shipment, and not while it is held', () => {
    const way = story();
    expect(way.refusal(...ship('O1', 'S1', '100.01'))).toBe('SHIPMENT_EXCEEDS_ORDER');
    way.after(...ship('O1', 'S1', '50.00'));
    expect(way.refusal(...ship('O1', 'S1', '50.00'))).toBe('SHIPMENT_EXISTS');
    expect(way.refusal(...ship('O9', 'S2', '1.00'))).toBe('ORDER_UNKNOWN');
    way.after('SubmitOrder', order('O2', '1000.00'));
    expect(way.refusal(...ship('O2', 'S2', '1.00'))).toBe('ORDER_ON_HOLD');
    expect(way.refusal('IssueInvoice', bill('I1', '1.00', { orderId: 'O2' }))).toBe('ORDER_ON_HOLD');
    way.after('DeclineOrder', { orderId: 'O2', on: '2026-02-03', reason: 'too much' });
    expect(way.refusal(...ship('O2', 'S2', '1.00'))).toBe('ORDER_NOT_OPEN');
    expect(way.refusal('IssueInvoice', bill('I1', '1.00', { orderId: 'O2' }))).toBe('ORDER_NOT_OPEN');
    expect(way.refusal('IssueInvoice', bill('I1', '1.00', { orderId: 'O9' }))).toBe('ORDER_UNKNOWN');
    expect(way.does('RecordInvoice', bill('I1', '1.00', { orderId: 'O9' }))[0]?.data).not.toHaveProperty('fromOrder');
  });

  it('is stopped by a fraud flag, and by a hold that began on the day that it was let through or after', () => {
    const hold = (on: string) => story().after('HoldBuyer', { on, reason: 'cheque returned' });
    expect(hold('2026-02-01').refusal(...ship('O1', 'S1', '1.00'))).toBe('BUYER_ON_HOLD');
    const before = limited().after('HoldBuyer', { on: '2026-01-31', reason: 'cheque returned' });
    before.after('SubmitOrder', order('O1', '100.00')).after('ReleaseOrder', {
      orderId: 'O1',
      approver: director,
      reason: 'paid in cash',
      releasedOn: '2026-02-02',
    });
    expect(before.refusal(...ship('O1', 'S1', '1.00'))).toContain('OrderShipped');
    const flagged = story().after('FlagFraud', { flagId: 'F1', kind: 'other', on: '2026-02-05', evidence: 'call' });
    expect(flagged.refusal(...ship('O1', 'S1', '1.00'))).toBe('FRAUD_FLAG');
    const released = hold('2026-02-01').after('ReleaseBuyer', { on: '2026-02-05', reason: 'paid', approver: director });
    expect(released.refusal(...ship('O1', 'S1', '1.00'))).toContain('OrderShipped');
  });
});

describe('ReleaseOrder', () => {
  const held = () =>
    limited('1000.00')
      .knowing(under(creditPolicy(), 3))
      .after('SubmitOrder', order('O1', '900.00'))
      .after('SubmitOrder', order('O2', '600.00'));
  const release = (level: string, orderId = 'O2') => ({
    orderId,
    approver: { name: 'Rita', level },
    reason: 'a good buyer',
    releasedOn: '2026-02-02',
  });

  it('needs a level that covers what is used and the order, and takes credit beyond the limit', () => {
    const story = held();
    expect(story.refusal('ReleaseOrder', release('clerk'))).toBe('APPROVAL_LEVEL_TOO_LOW');
    expect(story.does('ReleaseOrder', release('supervisor'))).toMatchObject([
      { type: 'OrderReleased', data: { used: { amount: '900.00' }, policyVersion: 1 } },
    ]);
    expect(story.used).toBe('1500.00');
    expect(story.refusal('ReleaseOrder', release('director'))).toBe('ORDER_NOT_ON_HOLD');
    expect(story.refusal('ReleaseOrder', release('director', 'O9'))).toBe('ORDER_UNKNOWN');
  });

  it('is a director’s while no policy is published', () => {
    const story = limited('1.00').after('SubmitOrder', order('O1', '2.00'));
    expect(story.refusal('ReleaseOrder', release('manager', 'O1'))).toBe('APPROVAL_LEVEL_TOO_LOW');
    expect(story.refusal('ReleaseOrder', release('director', 'O1'))).toContain('OrderReleased');
  });

  it('survives to delivery', () => {
    const story = held().after('ReleaseOrder', release('supervisor')).after(...ship('O2', 'S1', '600.00'));
    expect(story.refusal('IssueInvoice', bill('I1', '600.00', { orderId: 'O2' }))).toContain('InvoiceIssued');
    expect(story.used).toBe('1500.00');
  });
});

describe('a security that ends', () => {
  const guaranteed = () =>
    limited('100.00').after('RecordSecurity', {
      securityId: 'S1',
      kind: 'bank_guarantee',
      amount: amount('100.00'),
      validFrom: '2026-01-01',
      validTo: '2026-03-31',
    });

  it('holds the newest orders that no longer fit, one after another', () => {
    const story = guaranteed()
      .after('SubmitOrder', order('O1', '80.00', { orderedOn: '2026-02-01' }))
      .after('SubmitOrder', order('O2', '50.00', { orderedOn: '2026-02-02' }))
      .after('SubmitOrder', order('O3', '40.00', { orderedOn: '2026-02-03' }));
    expect(story.does('ExpireSecurity', { securityId: 'S1', today: '2026-03-31' })).toEqual([]);
    const events = story.does('ExpireSecurity', { securityId: 'S1', today: '2026-04-01' });
    expect(events.map(({ type, data }) => [type, 'orderId' in data ? data.orderId : data])).toEqual([
      ['SecurityExpired', { securityId: 'S1', validTo: '2026-03-31', today: '2026-04-01' }],
      ['OrderChecked', 'O3'],
      ['OrderChecked', 'O2'],
    ]);
    expect([story.status('O1'), story.status('O2'), story.status('O3')]).toEqual(['approved', 'held', 'held']);
    expect(story.used).toBe('80.00');
    expect(story.does('ExpireSecurity', { securityId: 'S1', today: '2026-04-02' })).toEqual([]);
  });

  it('leaves what an approver released and what is shipped', () => {
    const story = guaranteed()
      .after('SubmitOrder', order('O1', '150.00'))
      .after(...ship('O1', 'SH1', '10.00'))
      .after('SubmitOrder', order('O2', '60.00'))
      .after('ReleaseOrder', { orderId: 'O2', approver: director, reason: 'good', releasedOn: '2026-02-02' });
    const release = { securityId: 'S1', releasedOn: '2026-02-10', reason: 'given back' };
    expect(story.does('ReleaseSecurity', release).map(({ type }) => type)).toEqual(['SecurityReleased']);
    expect(story.refusal('ReleaseSecurity', release)).toBe('SECURITY_RELEASED');
    expect(story.refusal('ReleaseSecurity', { ...release, securityId: 'S9' })).toBe('SECURITY_UNKNOWN');
    expect(story.does('ExpireSecurity', { securityId: 'S1', today: '2026-04-01' })).toEqual([]);
  });

  it('counts by its own days: from the first to the last, and until it is given back', () => {
    const story = guaranteed();
    expect(story.decides(order('O1', '150.00', { orderedOn: '2026-03-31' }))).toEqual(['approve']);
    expect(story.decides(order('O2', '0.01', { orderedOn: '2026-04-01' }))).toEqual(['refer', 'LIMIT_EXCEEDED']);
  });
});

describe('an invoice without an order', () => {
  const invoice = bill('I1', '1.00');

  it.each([
    ['BUYER_ON_HOLD', limited().after('HoldBuyer', { on: '2026-02-10', reason: 'cheque returned' })],
    ['FRAUD_FLAG', limited().after('FlagFraud', { flagId: 'F1', kind: 'other', on: '2026-02-10', evidence: 'call' })],
    [
      'REVIEW_OVERDUE',
      limited().knowing({
        policyOn: () => creditPolicy({ review: { keyAccountDays: 92, freezeWhenOverdue: true } }),
        buyer: { ...QUIET.buyer, overdueReviewOn: () => '2026-02-09' },
      }),
    ],
    ['BUYER_MERGED', limited().knowing({ mergedInto: 'B1' })],
  ])('is refused with %s', (code, story) => expect(story.refusal('IssueInvoice', invoice)).toBe(code));

  it('is recorded all the same when it is a fact, but not on a duplicate', () => {
    const held = limited().after('HoldBuyer', { on: '2026-02-10', reason: 'cheque returned' });
    expect(held.refusal('RecordInvoice', invoice)).toContain('InvoiceRecorded');
    expect(limited().knowing({ mergedInto: 'B1' }).refusal('RecordInvoice', invoice)).toBe('BUYER_MERGED');
  });

  it('is not stopped by a suspicion of a duplicate invoice', () => {
    const flagged = limited().after('FlagFraud', { flagId: 'F1', kind: 'duplicate_invoice', on: '2026-02-10', evidence: 'same sum' });
    expect(flagged.refusal('IssueInvoice', invoice)).toContain('InvoiceIssued');
  });
});
