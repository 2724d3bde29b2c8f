import { amount } from '../../../../../test/spec/given-when-then';
import {
  allocated,
  buyerHeld,
  buyerReleased,
  creditNoteIssued,
  FACTS,
  fraudFlagged,
  given,
  invoiceCancelled,
  invoiceIssued,
  invoiceRecorded,
  invoiceWrittenOff,
  issueInvoice,
  limitDecided,
  limitGranted,
  limitIncreased,
  limitReduced,
  limitWithdrawn,
  orderBilled,
  orderCancelled,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  passed,
  paymentRecorded,
  paymentReversed,
} from '../../../../../test/spec/account';
import { graded } from '../../../../../test/spec/account/story';
import type { AccountEvent } from '../account.events';

describe('IssueInvoice', () => {
  const limit = limitGranted('1000.00');
  const full = [limit, invoiceIssued('I1', '1000.00')];

  it('takes credit', () => given(limit).when(issueInvoice('I1', '400.00')).then(invoiceIssued('I1', '400.00')));

  it('keeps what is known of the invoice', () => {
    const details = { shippedOn: '2026-01-08', reference: 'PO 4711' };
    given(limit)
      .when(issueInvoice('I1', '400.00', details))
      .then(invoiceIssued('I1', '400.00', details));
  });

  it('takes the last cent', () =>
    given(limit, invoiceIssued('I1', '700.00')).when(issueInvoice('I2', '300.00')).then(invoiceIssued('I2', '300.00')));

  it('is refused one cent beyond', () =>
    given(limit, invoiceIssued('I1', '700.00'))
      .when(issueInvoice('I2', '300.01'))
      .refused('LIMIT_EXCEEDED', { limit: '1000.00', used: '700.00', available: '300.00', requested: '300.01' }));

  it('counts what was recorded beyond the limit', () =>
    given(limit, invoiceRecorded('I1', '1500.00'))
      .when(issueInvoice('I2', '0.01'))
      .refused('LIMIT_EXCEEDED', { used: '1500.00', available: '-500.00' }));

  describe('finds room again', () => {
    const fits = (event: AccountEvent) =>
      given(...full, event)
        .when(issueInvoice('I2', '250.00'))
        .then(invoiceIssued('I2', '250.00'));

    it('after a payment', () => fits(paymentRecorded('P1', '250.00', [allocated('I1', '250.00')])));
    it('after a payment on account', () => fits(paymentRecorded('P1', '250.00')));
    it('after a credit note', () => fits(creditNoteIssued('C1', '250.00', { allocations: [allocated('I1', '250.00')] })));
    it('after a credit note on account', () => fits(creditNoteIssued('C1', '250.00')));
    it('after a cancellation', () => fits(invoiceCancelled('I1', '1000.00')));
    it('after a write-off', () => fits(invoiceWrittenOff('I1', '250.00')));
    it('after the limit was raised', () => fits(limitIncreased('1250.00', '2026-01-10')));
  });

  it('loses the room of a payment that bounced', () =>
    given(
      ...full,
      paymentRecorded('P1', '250.00', [allocated('I1', '200.00')]),
      paymentReversed('P1', '250.00', { allocations: [allocated('I1', '200.00')] }),
    )
      .when(issueInvoice('I2', '0.01'))
      .refused('LIMIT_EXCEEDED', { used: '1000.00', available: '0.00' }));

  it('may take more than the limit when the buyer is in credit', () =>
    given(limit, paymentRecorded('P1', '500.00')).when(issueInvoice('I1', '1500.00')).then(invoiceIssued('I1', '1500.00')));

  describe('is governed by the limit', () => {
    const cut = [limit, limitReduced('100.00', '2026-02-01')];
    const march = { issuedOn: '2026-03-01', dueOn: '2026-03-31' };

    // Vector V10: a reduction is not retroactive; it governs what ships after it.
    it('of the day of shipment', () => {
      given(...cut)
        .when(issueInvoice('I1', '400.00', { ...march, shippedOn: '2026-01-31' }))
        .then(invoiceIssued('I1', '400.00', { ...march, shippedOn: '2026-01-31' }));
      given(...cut)
        .when(issueInvoice('I1', '400.00', { shippedOn: '2026-02-01' }))
        .refused('LIMIT_EXCEEDED', { limit: '100.00' });
    });

    it('of the day of issue when no shipment is known', () =>
      given(...cut)
        .when(issueInvoice('I1', '400.00', march))
        .refused('LIMIT_EXCEEDED', { limit: '100.00' }));

    it('that was recorded later, of two from the same day', () =>
      given(limit, limitGranted('300.00')).when(issueInvoice('I1', '400.00')).refused('LIMIT_EXCEEDED', { limit: '300.00' }));

    it('that began last, whenever it was recorded', () =>
      given(limit, limitGranted('300.00', { validFrom: '2025-06-01' }))
        .when(issueInvoice('I1', '400.00'))
        .then(invoiceIssued('I1', '400.00')));
  });

  it('is refused without a limit', () => given().when(issueInvoice('I1', '1.00')).refused('NO_LIMIT', { on: '2026-01-10' }));

  it('is refused before the limit begins', () =>
    given(limitGranted('1000.00', { validFrom: '2026-01-11' }))
      .when(issueInvoice('I1', '1.00'))
      .refused('LIMIT_NOT_YET_VALID', { on: '2026-01-10' }));

  it('is refused from the day of a withdrawal', () => {
    given(limit, limitWithdrawn('2026-01-10'))
      .when(issueInvoice('I1', '1.00'))
      .refused('LIMIT_WITHDRAWN', { from: '2026-01-10' });
    given(limit, limitWithdrawn('2026-01-11')).when(issueInvoice('I1', '1.00')).then(invoiceIssued('I1', '1.00'));
  });

  it('is refused after the last day of the limit, changed or not', () => {
    const lastDay = (validTo: string) => limitGranted('1000.00', { validTo });
    given(lastDay('2026-01-09')).when(issueInvoice('I1', '1.00')).refused('LIMIT_EXPIRED', { validTo: '2026-01-09' });
    given(lastDay('2026-01-10')).when(issueInvoice('I1', '1.00')).then(invoiceIssued('I1', '1.00'));
    given(lastDay('2026-01-09'), limitIncreased('2000.00', '2026-01-05'))
      .when(issueInvoice('I1', '1.00'))
      .refused('LIMIT_EXPIRED', { validTo: '2026-01-09' });
  });

  it('is refused on longer terms than the limit allows, changed or not', () => {
    const terms = (maxTermsDays: number) => limitGranted('1000.00', { maxTermsDays });
    given(terms(30)).when(issueInvoice('I1', '1.00')).then(invoiceIssued('I1', '1.00'));
    given(terms(29))
      .when(issueInvoice('I1', '1.00'))
      .refused('TERMS_TOO_LONG', { invoiceId: 'I1', maxTermsDays: 29, termsDays: 30 });
    given(terms(29), limitReduced('900.00', '2026-01-05')).when(issueInvoice('I1', '1.00')).refused('TERMS_TOO_LONG');
  });

  it('is refused when it is on the account already, open, settled or cancelled', () => {
    given(limit, invoiceIssued('I1', '1.00')).when(issueInvoice('I1', '1.00')).refused('INVOICE_EXISTS', { invoiceId: 'I1' });
    given(limit, invoiceIssued('I1', '1.00'), paymentRecorded('P1', '1.00', [allocated('I1', '1.00')]))
      .when(issueInvoice('I1', '1.00'))
      .refused('INVOICE_EXISTS');
    given(limit, invoiceIssued('I1', '1.00'), invoiceCancelled('I1', '1.00'))
      .when(issueInvoice('I1', '1.00'))
      .refused('INVOICE_EXISTS');
  });

  it('is refused when due before it is issued, not when due at once', () => {
    given(limit)
      .when(issueInvoice('I1', '1.00', { dueOn: '2026-01-09' }))
      .refused('DUE_BEFORE_ISSUE', { invoiceId: 'I1', issuedOn: '2026-01-10', dueOn: '2026-01-09' });
    given(limit)
      .when(issueInvoice('I1', '1.00', { dueOn: '2026-01-10' }))
      .then(invoiceIssued('I1', '1.00', { dueOn: '2026-01-10' }));
  });

  it('is refused in another currency', () =>
    given(limit).when(issueInvoice('I1', '1.00 USD')).refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));

  it('is refused on a duplicate', () =>
    given(limit).knowing({ mergedInto: 'B1' }).when(issueInvoice('I1', '1.00')).refused('BUYER_MERGED', { buyerId: 'B1' }));

  it('is refused where credit was refused', () =>
    given(limitDecided('R1', '0.00', { outcome: 'refused', effect: 'refused' }))
      .when(issueInvoice('I1', '1.00'))
      .refused('LIMIT_REFUSED', { from: '2026-01-01' }));
});

describe('IssueInvoice without an order', () => {
  const limit = limitGranted('1000.00');
  const shippedEarlier = { shippedOn: '2026-01-09' };

  it('is refused while the buyer is on hold, on the day that governs', () => {
    given(limit, buyerHeld('2026-01-10')).when(issueInvoice('I1', '1.00')).refused('BUYER_ON_HOLD', { since: '2026-01-10' });
    given(limit, buyerHeld('2026-01-10'))
      .when(issueInvoice('I1', '1.00', shippedEarlier))
      .then(invoiceIssued('I1', '1.00', shippedEarlier));
    given(limit, buyerHeld('2026-01-05'), buyerReleased('2026-01-10'))
      .when(issueInvoice('I1', '1.00', shippedEarlier))
      .refused('BUYER_ON_HOLD', { since: '2026-01-05' });
  });

  it('is refused while a fraud flag stands', () =>
    given(limit, fraudFlagged('F1', { on: '2026-01-10' }))
      .when(issueInvoice('I1', '1.00'))
      .refused('FRAUD_FLAG', { flagId: 'F1' }));

  it('is refused while the line is frozen by a review that is overdue, where the policy says so', () => {
    const overdueReviewOn = (day: string) => (day > '2026-01-09' ? '2026-01-09' : undefined);
    const overdue = (freezeWhenOverdue: boolean) =>
      given(limit).knowing({
        ...graded(3, { review: { keyAccountDays: 92, freezeWhenOverdue } }),
        buyer: { ...FACTS.buyer, overdueReviewOn },
      });
    overdue(true).when(issueInvoice('I1', '1.00')).refused('REVIEW_OVERDUE', { dueOn: '2026-01-09' });
    overdue(true)
      .when(issueInvoice('I1', '1.00', shippedEarlier))
      .then(invoiceIssued('I1', '1.00', shippedEarlier));
    overdue(false).when(issueInvoice('I1', '1.00')).then(invoiceIssued('I1', '1.00'));
  });
});

describe('IssueInvoice of an order', () => {
  const full = [limitGranted('100.00'), orderSubmitted('O1', '100.00')];
  const ofOrder = { orderId: 'O1' };

  it('takes over what it bills, with the credit that the order holds', () => {
    given(...full)
      .when(issueInvoice('I1', '60.00', ofOrder))
      .then(orderBilled('O1', 'I1', '60.00'));
    given(...full, orderBilled('O1', 'I1', '60.00'))
      .when(issueInvoice('I2', '40.00', ofOrder))
      .then(orderBilled('O1', 'I2', '40.00'));
  });

  it('takes over what is shipped, whatever became of the limit', () =>
    given(...full, orderShipped('O1', 'D1', '100.00'), limitWithdrawn('2026-01-10'))
      .when(issueInvoice('I1', '100.00', ofOrder))
      .then(orderBilled('O1', 'I1', '100.00')));

  it('may say that nothing more will be billed', () =>
    given(...full)
      .when(issueInvoice('I1', '60.00', { ...ofOrder, finalForOrder: true }))
      .then(orderBilled('O1', 'I1', '60.00', { finalForOrder: true })));

  it('asks for credit for what is above the order', () => {
    const above = { used: '100.00', available: '0.00', requested: '0.01' };
    given(...full)
      .when(issueInvoice('I1', '100.01', ofOrder))
      .refused('LIMIT_EXCEEDED', above);
    given(...full, orderBilled('O1', 'I1', '100.00'))
      .when(issueInvoice('I2', '0.01', ofOrder))
      .refused('LIMIT_EXCEEDED', above);
    given(limitGranted('100.01'), orderSubmitted('O1', '100.00'))
      .when(issueInvoice('I1', '100.01', ofOrder))
      .then(orderBilled('O1', 'I1', '100.01', { fromOrder: amount('100.00') }));
    given(...full, limitWithdrawn('2026-01-10'))
      .when(issueInvoice('I1', '100.01', ofOrder))
      .refused('LIMIT_WITHDRAWN');
  });

  it('asks for all of it while the order takes no credit yet', () => {
    const later = orderSubmitted('O1', '100.00', passed('0.00', { laterOn: '2026-03-01' }));
    given(limitGranted('59.99'), later)
      .when(issueInvoice('I1', '60.00', ofOrder))
      .refused('LIMIT_EXCEEDED', { limit: '59.99', requested: '60.00' });
    given(limitGranted('60.00'), later)
      .when(issueInvoice('I1', '60.00', ofOrder))
      .then(orderBilled('O1', 'I1', '60.00'));
  });

  it('is not stopped by a hold or a flag: the order has met them', () =>
    given(...full, buyerHeld('2026-01-10'), fraudFlagged('F1', { on: '2026-01-10' }))
      .when(issueInvoice('I1', '100.00', ofOrder))
      .then(orderBilled('O1', 'I1', '100.00')));

  it('asks for nothing that an approver let through, whatever the limit, its terms and the horizon say', () => {
    const far = passed('0.00', { outcome: 'refer', reasons: [{ code: 'TERMS_TOO_LONG', facts: {} }], laterOn: '2026-03-01' });
    const held = orderSubmitted('O1', '100.00', far, { termsDays: 30 });
    const released = [limitGranted('10.00', { maxTermsDays: 14 }), held, orderReleased('O1', '0.00')] as const;
    given(...released)
      .when(issueInvoice('I1', '100.00', ofOrder))
      .then(orderBilled('O1', 'I1', '100.00'));
    given(...released)
      .when(issueInvoice('I1', '100.00', { ...ofOrder, dueOn: '2026-02-10' }))
      .refused('TERMS_TOO_LONG', { maxTermsDays: 14, termsDays: 31 });
    given(...released)
      .when(issueInvoice('I1', '110.01', ofOrder))
      .refused('LIMIT_EXCEEDED', { requested: '10.01' });
  });

  it('is new business once all of the order is billed: a hold, a flag and a frozen line stop it', () =>
    given(...full, limitGranted('200.00'), orderBilled('O1', 'I1', '100.00'), buyerHeld('2026-01-10'))
      .when(issueInvoice('I2', '1.00', ofOrder))
      .refused('BUYER_ON_HOLD'));

  it('is held against the terms of the limit', () =>
    given(limitGranted('100.00', { maxTermsDays: 29 }), orderSubmitted('O1', '100.00'))
      .when(issueInvoice('I1', '1.00', ofOrder))
      .refused('TERMS_TOO_LONG', { invoiceId: 'I1', maxTermsDays: 29, termsDays: 30 }));

  it('is refused while the order is held', () =>
    given(limitGranted('100.00'), orderHeld('O1', '10.00'))
      .when(issueInvoice('I1', '1.00', ofOrder))
      .refused('ORDER_ON_HOLD', { orderId: 'O1' }));

  it('is refused on an order that was declined, or cancelled and all the rest of it billed', () => {
    const held = [limitGranted('100.00'), orderHeld('O1', '10.00')];
    given(...held, orderDeclined('O1'))
      .when(issueInvoice('I1', '1.00', ofOrder))
      .refused('ORDER_NOT_OPEN', { orderId: 'O1' });
    given(...held, orderCancelled('O1', '10.00'))
      .when(issueInvoice('I1', '1.00', ofOrder))
      .refused('ORDER_NOT_OPEN', { orderId: 'O1' });
    const cut = [...full, orderShipped('O1', 'D1', '60.00'), orderCancelled('O1', '40.00')];
    given(...cut)
      .when(issueInvoice('I1', '60.00', ofOrder))
      .then(orderBilled('O1', 'I1', '60.00'));
    given(...cut, orderBilled('O1', 'I1', '60.00'))
      .when(issueInvoice('I2', '1.00', ofOrder))
      .refused('ORDER_NOT_OPEN', { orderId: 'O1' });
  });

  it('is refused for an order that there is not', () =>
    given(...full)
      .when(issueInvoice('I1', '1.00', { orderId: 'O9' }))
      .refused('ORDER_UNKNOWN', { orderId: 'O9' }));
});
