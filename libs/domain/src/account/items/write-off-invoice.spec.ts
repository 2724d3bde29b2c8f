import {
  allocated,
  given,
  invoiceCancelled,
  invoiceIssued,
  invoiceWrittenOff,
  paidAndBounced,
  paymentRecorded,
  standing,
  writeOffInvoice,
} from '../../../../../test/spec/account';

describe('WriteOffInvoice', () => {
  const issued = invoiceIssued('I1', '400.00');
  const paid = paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]);

  it('gives up all that is open', () => {
    given(issued, paid).when(writeOffInvoice('I1')).then(invoiceWrittenOff('I1', '300.00'));
    expect(standing(given(issued, paid, invoiceWrittenOff('I1', '300.00')).state)).toMatchObject({ open: {}, used: '0.00' });
  });

  it('gives up a part', () => {
    given(issued).when(writeOffInvoice('I1', '150.00')).then(invoiceWrittenOff('I1', '150.00'));
    expect(standing(given(issued, invoiceWrittenOff('I1', '150.00')).state)).toMatchObject({ open: { I1: '250.00' } });
  });

  it('counts from the day of issue at the earliest', () =>
    given(issued)
      .when(writeOffInvoice('I1', '400.00', '2026-01-05'))
      .then(invoiceWrittenOff('I1', '400.00', '2026-01-05', '2026-01-10')));

  it('counts from the day from which the invoice is open again at the earliest', () =>
    given(issued, ...paidAndBounced('I1', '400.00'))
      .when(writeOffInvoice('I1', '150.00', '2026-02-16'))
      .then(invoiceWrittenOff('I1', '150.00', '2026-02-16', '2026-02-20')));

  it('is refused above what is open', () =>
    given(issued, paid)
      .when(writeOffInvoice('I1', '300.01'))
      .refused('ALLOCATION_EXCEEDS_OPEN', { invoiceId: 'I1', open: '300.00', requested: '300.01' }));

  it('is refused when nothing is open', () => {
    given(issued, invoiceWrittenOff('I1', '400.00')).when(writeOffInvoice('I1')).refused('INVOICE_NOT_OPEN');
    given(issued, invoiceCancelled('I1', '400.00')).when(writeOffInvoice('I1')).refused('INVOICE_NOT_OPEN');
  });

  it('is refused for an invoice that is not there', () => given(issued).when(writeOffInvoice('I2')).refused('INVOICE_UNKNOWN'));

  it('is refused in another currency', () => given(issued).when(writeOffInvoice('I1', '1.00 USD')).refused('CURRENCY_MISMATCH'));
});
