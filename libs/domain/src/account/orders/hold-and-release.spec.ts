import { amount } from '../../../../../test/spec/given-when-then';
import { FACTS } from '../../../../../test/spec/account/facts';
import { bill, creditPolicy, grant, order, ship, Story, under } from '../../../../../test/spec/account/story';

const limited = (sum = '1000.00') => new Story().after(...grant(sum));
const director = { name: 'Dora', level: 'director' } as const;

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
    const story = held()
      .after('ReleaseOrder', release('supervisor'))
      .after(...ship('O2', 'S1', '600.00'));
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
        buyer: { ...FACTS.buyer, overdueReviewOn: () => '2026-02-09' },
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
    const flagged = limited().after('FlagFraud', {
      flagId: 'F1',
      kind: 'duplicate_invoice',
      on: '2026-02-10',
      evidence: 'same sum',
    });
    expect(flagged.refusal('IssueInvoice', invoice)).toContain('InvoiceIssued');
  });
});
