import {
  allocated,
  disputeRaised,
  given,
  invoiceCancelled,
  invoiceIssued,
  invoiceRecorded,
  paidAndBounced,
  part,
  paymentRecorded,
  paymentReversed,
  recordPayment,
} from '../../../../../test/spec/account';

describe('RecordPayment', () => {
  const due = (invoiceId: string, dueOn: string, issuedOn = '2026-01-10') =>
    invoiceIssued(invoiceId, '100.00', { issuedOn, dueOn });

  describe('that names invoices', () => {
    const issued = [invoiceIssued('I1', '400.00'), invoiceIssued('I2', '300.00')];

    it('settles them', () =>
      given(...issued)
        .when(
          recordPayment('P1', '500.00', {
            reference: 'I2, part of I1',
            allocations: [part('I2', '300.00'), part('I1', '200.00')],
          }),
        )
        .then({
          type: 'PaymentRecorded',
          data: {
            paymentId: 'P1',
            amount: { minor: 50000n, currency: 'EUR' },
            paidOn: '2026-02-15',
            reference: 'I2, part of I1',
            allocations: [allocated('I2', '300.00'), allocated('I1', '200.00')],
          },
        }));

    it('leaves the rest unapplied', () =>
      given(...issued)
        .when(recordPayment('P1', '500.00', { allocations: [part('I1', '100.00')] }))
        .then(paymentRecorded('P1', '500.00', [allocated('I1', '100.00')])));

    it('counts from the day of issue at the earliest', () =>
      given(...issued)
        .when(recordPayment('P1', '100.00', { paidOn: '2026-01-05', allocations: [part('I1', '100.00')] }))
        .then(paymentRecorded('P1', '100.00', [allocated('I1', '100.00', '2026-01-10')], '2026-01-05')));

    it('counts from the day from which an invoice is open again at the earliest', () =>
      given(...issued, ...paidAndBounced('I1', '400.00'))
        .when(recordPayment('P1', '100.00', { paidOn: '2026-01-20', allocations: [part('I1', '100.00')] }))
        .then(paymentRecorded('P1', '100.00', [allocated('I1', '100.00', '2026-02-20')], '2026-01-20')));

    it('takes an invoice that is named twice as named once', () => {
      given(...issued)
        .when(recordPayment('P1', '400.00', { allocations: [part('I1', '150.00'), part('I2', '10.00'), part('I1', '50.00')] }))
        .then(paymentRecorded('P1', '400.00', [allocated('I1', '200.00'), allocated('I2', '10.00')]));
      given(...issued)
        .when(recordPayment('P1', '900.00', { allocations: [part('I1', '300.00'), part('I1', '100.01')] }))
        .refused('ALLOCATION_EXCEEDS_OPEN', { invoiceId: 'I1', open: '400.00', requested: '400.01' });
    });

    it('is refused above what is open', () =>
      given(...issued, paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]))
        .when(recordPayment('P2', '500.00', { allocations: [part('I1', '300.01')] }))
        .refused('ALLOCATION_EXCEEDS_OPEN', { invoiceId: 'I1', open: '300.00', requested: '300.01' }));

    it('is refused above its own amount', () =>
      given(...issued)
        .when(recordPayment('P1', '500.00', { allocations: [part('I1', '400.00'), part('I2', '100.01')] }))
        .refused('ALLOCATION_EXCEEDS_PAYMENT', { available: '500.00', requested: '500.01' }));

    it('is refused for an invoice that is not there', () =>
      given(...issued)
        .when(recordPayment('P1', '500.00', { allocations: [part('I3', '1.00')] }))
        .refused('INVOICE_UNKNOWN', { invoiceId: 'I3' }));

    it('is refused for one that is settled or cancelled', () => {
      const onI1 = recordPayment('P2', '500.00', { allocations: [part('I1', '1.00')] });
      given(...issued, paymentRecorded('P1', '400.00', [allocated('I1', '400.00')]))
        .when(onI1)
        .refused('INVOICE_NOT_OPEN', { invoiceId: 'I1', open: '0.00' });
      given(...issued, invoiceCancelled('I1', '400.00'))
        .when(onI1)
        .refused('INVOICE_NOT_OPEN', { invoiceId: 'I1' });
    });

    it('is refused when a part is in another currency', () =>
      given(...issued)
        .when(recordPayment('P1', '500.00', { allocations: [part('I1', '1.00 USD')] }))
        .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));
  });

  describe('that names none', () => {
    it('settles the oldest due first, then the oldest issued, then by id', () =>
      given(
        due('I9', '2026-03-01'),
        due('I4', '2026-02-01'),
        due('I3', '2026-02-01'),
        due('I5', '2026-02-01', '2026-01-02'),
        due('I8', '2026-01-31'),
      )
        .when(recordPayment('P1', '430.00'))
        .then(
          paymentRecorded('P1', '430.00', [
            allocated('I8', '100.00'),
            allocated('I5', '100.00'),
            allocated('I3', '100.00'),
            allocated('I4', '100.00'),
            allocated('I9', '30.00'),
          ]),
        ));

    it('settles disputed ones too', () =>
      given(due('I1', '2026-02-01'), disputeRaised('I1', '100.00'), due('I2', '2026-03-01'))
        .when(recordPayment('P1', '100.00'))
        .then(paymentRecorded('P1', '100.00', [allocated('I1', '100.00')])));

    it('settles what is left of an invoice, and passes over settled and cancelled ones', () =>
      given(
        due('I1', '2026-02-01'),
        due('I2', '2026-02-02'),
        due('I3', '2026-02-03'),
        due('I4', '2026-02-04'),
        paymentRecorded('P1', '160.00', [allocated('I1', '100.00'), allocated('I2', '60.00')]),
        invoiceCancelled('I3', '100.00'),
      )
        .when(recordPayment('P2', '50.00'))
        .then(paymentRecorded('P2', '50.00', [allocated('I2', '40.00'), allocated('I4', '10.00')])));

    it('counts from each invoice’s day of issue at the earliest', () =>
      given(due('I1', '2026-04-01', '2026-03-01'), due('I2', '2026-05-01', '2026-01-01'))
        .when(recordPayment('P1', '200.00'))
        .then(paymentRecorded('P1', '200.00', [allocated('I1', '100.00', '2026-03-01'), allocated('I2', '100.00')])));

    it('counts from the day from which an invoice is open again at the earliest', () =>
      given(due('I1', '2026-02-01'), due('I2', '2026-02-02'), ...paidAndBounced('I1', '100.00'))
        .when(recordPayment('P1', '200.00'))
        .then(paymentRecorded('P1', '200.00', [allocated('I1', '100.00', '2026-02-20'), allocated('I2', '100.00')])));

    it('leaves the rest unapplied', () =>
      given(due('I1', '2026-02-01'))
        .when(recordPayment('P1', '150.00'))
        .then(paymentRecorded('P1', '150.00', [allocated('I1', '100.00')])));

    it('is all unapplied when nothing is open', () =>
      given().when(recordPayment('P1', '150.00')).then(paymentRecorded('P1', '150.00')));
  });

  it('with an empty list settles nothing', () =>
    given(due('I1', '2026-02-01'))
      .when(recordPayment('P1', '50.00', { allocations: [] }))
      .then(paymentRecorded('P1', '50.00')));

  it('is refused when it is on the account already, reversed or not', () => {
    given(paymentRecorded('P1', '1.00')).when(recordPayment('P1', '1.00')).refused('PAYMENT_EXISTS', { paymentId: 'P1' });
    given(paymentRecorded('P1', '1.00'), paymentReversed('P1', '1.00'))
      .when(recordPayment('P1', '1.00'))
      .refused('PAYMENT_EXISTS');
  });

  it('is refused in another currency', () =>
    given(invoiceRecorded('I1', '1.00')).when(recordPayment('P1', '1.00 USD')).refused('CURRENCY_MISMATCH'));
});
