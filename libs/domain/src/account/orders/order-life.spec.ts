import { amount } from '../../../../../test/spec/given-when-then';
import { bill, grant, order, ship, Story } from '../../../../../test/spec/account/story';
import { BUILT_IN_POLICY } from '../../settings/credit-policy';

const limited = (sum = '1000.00') => new Story().after(...grant(sum));
const director = { name: 'Dora', level: 'director' } as const;

describe('an order beyond the horizon', () => {
  const later = order('O1', '80.00', { shipBy: '2026-04-30' });

  it('takes no credit and asks for none until the day that brings it inside', () => {
    const story = limited('100.00').after('SubmitOrder', order('O0', '50.00'));
    expect(story.decides(later)).toEqual(['approve']);
    expect(story.classes).toMatchObject({ later: '80.00', order: '50.00' });
    expect(story.used).toBe('50.00');
    expect(story.does('CheckOrder', { orderId: 'O1', today: '2026-02-28' })).toEqual([]);
    expect(story.does('CheckOrder', { orderId: 'O1', today: '2026-03-01' })).toMatchObject([
      {
        type: 'OrderChecked',
        data: { cause: 'horizon_reached', decision: { outcome: 'refer', available: { amount: '50.00' } } },
      },
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
