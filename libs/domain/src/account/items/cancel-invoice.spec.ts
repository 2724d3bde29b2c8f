import { amount } from '../../../../../test/spec/given-when-then';
import {
  allocated,
  cancelInvoice,
  creditNoteIssued,
  disputeRaised,
  given,
  invoiceCancelled,
  invoiceIssued,
  invoiceWrittenOff,
  limitGranted,
  orderBilled,
  orderSubmitted,
  paidAndBounced,
  paymentRecorded,
  standing,
} from '../../../../../test/spec/account';

describe('CancelInvoice', () => {
  const issued = [limitGranted('1000.00'), invoiceIssued('I1', '400.00')];

  it('takes an untouched invoice back', () =>
    given(...issued)
      .when(cancelInvoice('I1', '2026-01-15'))
      .then(invoiceCancelled('I1', '400.00', { cancelledOn: '2026-01-15' })));

  it('counts from the day of issue at the earliest', () =>
    given(...issued)
      .when(cancelInvoice('I1', '2026-01-05'))
      .then(invoiceCancelled('I1', '400.00', { cancelledOn: '2026-01-05', on: '2026-01-10' })));

  it('frees the credit, and ends a dispute', () =>
    expect(standing(given(...issued, disputeRaised('I1', '100.00'), invoiceCancelled('I1', '400.00')).state)).toEqual({
      open: {},
      disputed: {},
      unapplied: '0.00',
      used: '0.00',
    }));

  it('says what goes back to the order that it billed', () =>
    given(
      limitGranted('1000.00'),
      orderSubmitted('O1', '300.00'),
      orderBilled('O1', 'I1', '400.00', { fromOrder: amount('300.00') }),
    )
      .when(cancelInvoice('I1'))
      .then(invoiceCancelled('I1', '400.00', { orderId: 'O1', fromOrder: amount('300.00') })));

  it('takes one back whose only payment bounced', () =>
    given(...issued, ...paidAndBounced('I1', '400.00'))
      .when(cancelInvoice('I1', '2026-03-01'))
      .then(invoiceCancelled('I1', '400.00', { cancelledOn: '2026-03-01' })));

  it('counts from the day from which the invoice is open again at the earliest', () =>
    given(...issued, ...paidAndBounced('I1', '400.00'))
      .when(cancelInvoice('I1', '2026-01-15'))
      .then(invoiceCancelled('I1', '400.00', { cancelledOn: '2026-01-15', on: '2026-02-20' })));

  it('is refused when anything has been paid, credited or written off', () => {
    const facts = { invoiceId: 'I1', amount: '400.00', open: '399.99' };
    given(...issued, paymentRecorded('P1', '0.01', [allocated('I1', '0.01')]))
      .when(cancelInvoice('I1'))
      .refused('INVOICE_NOT_OPEN', facts);
    given(...issued, creditNoteIssued('C1', '0.01', { allocations: [allocated('I1', '0.01')] }))
      .when(cancelInvoice('I1'))
      .refused('INVOICE_NOT_OPEN', facts);
    given(...issued, invoiceWrittenOff('I1', '0.01'))
      .when(cancelInvoice('I1'))
      .refused('INVOICE_NOT_OPEN', facts);
  });

  it('is refused a second time', () =>
    given(...issued, invoiceCancelled('I1', '400.00'))
      .when(cancelInvoice('I1'))
      .refused('INVOICE_NOT_OPEN', { open: '0.00' }));

  it('is refused for an invoice that is not there', () =>
    given(...issued)
      .when(cancelInvoice('I2'))
      .refused('INVOICE_UNKNOWN', { invoiceId: 'I2' }));
});
