import { amount } from '../../../../../test/spec/given-when-then';
import { bill, grant, order, ship, Story } from '../../../../../test/spec/account/story';

const limited = (sum = '1000.00') => new Story().after(...grant(sum));

describe('an order beyond the horizon', () => {
  const later = order('O1', '80.00', { shipBy: '2026-04-30' });

  it('takes no credit and asks for none until the day that brings it inside, and is held when it does not fit then', () => {
    const story = limited('100.00').after('SubmitOrder', order('O0', '50.00'));
    expect(story.decides(later)).toEqual(['approve']);
    expect(story.classes).toMatchObject({ later: '80.00', order: '50.00' });
    expect(story.used).toBe('50.00');
    story.after('CheckOrder', { orderId: 'O1', today: '2026-03-01' });
    expect(story.status('O1')).toBe('held');
    expect(story.classes).toMatchObject({ later: '0.00', held: '80.00', order: '50.00' });
  });

  it('takes credit on that day when it fits', () => {
    const story = limited('100.00').after('SubmitOrder', later).after('CheckOrder', { orderId: 'O1', today: '2026-03-01' });
    expect(story.status('O1')).toBe('approved');
    expect(story.classes).toMatchObject({ later: '0.00', order: '80.00' });
    expect(story.used).toBe('80.00');
  });

  it('takes all of its credit when goods go out before that day', () => {
    const story = limited('100.00')
      .after('SubmitOrder', later)
      .after(...ship('O1', 'S1', '1.00'));
    expect(story.classes).toMatchObject({ later: '0.00', order: '79.00', shipped: '1.00' });
  });

  it('stays beyond it with what is left when a part is billed before that day', () => {
    const story = limited('100.00')
      .after('SubmitOrder', later)
      .after('IssueInvoice', bill('I1', '30.00', { orderId: 'O1' }));
    expect(story.classes).toMatchObject({ later: '50.00', order: '0.00', open: '30.00' });
    expect(story.used).toBe('30.00');
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

  it('keeps its credit when the limit ends meanwhile', () => {
    const way = story()
      .after('WithdrawLimit', { effectiveFrom: '2026-02-02', reason: 'losses' })
      .after(...ship('O1', 'S1', '100.00'))
      .after('IssueInvoice', bill('I1', '100.00', { orderId: 'O1' }));
    expect(way.classes).toMatchObject({ order: '0.00', shipped: '0.00', open: '100.00' });
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

  it('is freed by a cancellation as far as it is neither shipped nor billed, and done once that is billed', () => {
    const way = story()
      .after(...ship('O1', 'S1', '60.00'))
      .after('CancelOrder', { orderId: 'O1', on: '2026-02-06', reason: 'no stock' });
    expect(way.classes).toMatchObject({ order: '0.00', shipped: '60.00' });
    way.after('IssueInvoice', bill('I1', '60.00', { orderId: 'O1' }));
    expect(way.status('O1')).toBe('closed');
  });

  it('leaves what it held to others when it is declined', () => {
    const way = limited('100.00').after('SubmitOrder', order('O1', '100.01'));
    expect(way.classes).toMatchObject({ held: '100.01' });
    way.after('DeclineOrder', { orderId: 'O1', on: '2026-02-03', reason: 'too much' });
    expect(way.status('O1')).toBe('declined');
    expect(way.classes).toEqual({ held: '0.00', later: '0.00', order: '0.00', shipped: '0.00', open: '0.00' });
  });
});
