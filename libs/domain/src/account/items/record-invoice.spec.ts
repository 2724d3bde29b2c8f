import {
  given,
  invoiceIssued,
  invoiceRecorded,
  limitGranted,
  limitWithdrawn,
  recordInvoice,
} from '../../../../../test/spec/account';

describe('RecordInvoice', () => {
  it('puts an invoice on the account that needs no limit', () =>
    given()
      .when(recordInvoice('I1', '400.00', { reference: 'PO 1' }))
      .then(invoiceRecorded('I1', '400.00', { reference: 'PO 1' })));

  it('is never refused for credit', () => {
    given(limitGranted('100.00')).when(recordInvoice('I1', '400.00')).then(invoiceRecorded('I1', '400.00'));
    given(limitGranted('100.00'), limitWithdrawn('2026-01-01'))
      .when(recordInvoice('I1', '400.00'))
      .then(invoiceRecorded('I1', '400.00'));
    given(limitGranted('500.00', { maxTermsDays: 7 }))
      .when(recordInvoice('I1', '400.00'))
      .then(invoiceRecorded('I1', '400.00'));
  });

  it('is refused for a buyer without a file', () =>
    given().knowing({ buyerRegistered: false }).when(recordInvoice('I1', '400.00')).refused('BUYER_UNKNOWN', { buyerId: 'B7' }));

  it('is refused when it is on the account already', () =>
    given(invoiceIssued('I1', '1.00')).when(recordInvoice('I1', '400.00')).refused('INVOICE_EXISTS', { invoiceId: 'I1' }));

  it('is refused in another currency', () =>
    given(invoiceRecorded('I1', '100 JPY'))
      .when(recordInvoice('I2', '400.00'))
      .refused('CURRENCY_MISMATCH', { expected: 'JPY' }));

  it('is refused when due before it is issued', () =>
    given()
      .when(recordInvoice('I1', '1.00', { dueOn: '2026-01-09' }))
      .refused('DUE_BEFORE_ISSUE'));
});
