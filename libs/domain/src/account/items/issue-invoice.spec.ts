import {
  creditNoteIssued,
  given,
  invoiceCancelled,
  invoiceIssued,
  invoiceRecorded,
  invoiceWrittenOff,
  issueInvoice,
  limitGranted,
  limitIncreased,
  limitReduced,
  limitWithdrawn,
  paymentRecorded,
  paymentReversed,
  allocated,
} from '../../../../../test/spec/account';
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
});
