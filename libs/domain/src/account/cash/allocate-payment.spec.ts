import {
  allocated,
  allocatePayment,
  given,
  invoiceCancelled,
  invoiceIssued,
  paidAndBounced,
  part,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
  standing,
} from '../../../../../test/spec/account';

describe('AllocatePayment', () => {
  const onAccount = [invoiceIssued('I1', '400.00'), invoiceIssued('I2', '300.00'), paymentRecorded('P1', '500.00')];

  it('settles invoices with unapplied cash', () => {
    const done = paymentAllocated(
      'P1',
      '2026-03-01',
      allocated('I1', '400.00', '2026-03-01'),
      allocated('I2', '60.00', '2026-03-01'),
    );
    given(...onAccount)
      .when(allocatePayment('P1', '2026-03-01', part('I1', '400.00'), part('I2', '60.00')))
      .then(done);
    expect(standing(given(...onAccount, done).state)).toMatchObject({
      open: { I2: '240.00' },
      unapplied: '40.00',
      used: '200.00',
    });
  });

  it('counts from the payment’s day at the earliest', () =>
    given(...onAccount)
      .when(allocatePayment('P1', '2026-02-01', part('I1', '1.00')))
      .then(paymentAllocated('P1', '2026-02-01', allocated('I1', '1.00', '2026-02-15'))));

  it('counts from the invoice’s day of issue at the earliest', () =>
    given(paymentRecorded('P1', '500.00', [], '2026-01-01'), invoiceIssued('I1', '400.00'))
      .when(allocatePayment('P1', '2026-01-05', part('I1', '1.00')))
      .then(paymentAllocated('P1', '2026-01-05', allocated('I1', '1.00', '2026-01-10'))));

  it('counts from the day from which the invoice is open again at the earliest', () =>
    given(...onAccount, ...paidAndBounced('I1', '400.00'))
      .when(allocatePayment('P1', '2026-02-16', part('I1', '400.00'), part('I2', '1.00')))
      .then(
        paymentAllocated('P1', '2026-02-16', allocated('I1', '400.00', '2026-02-20'), allocated('I2', '1.00', '2026-02-16')),
      ));

  it('counts from the last of several such days, in whatever order they were recorded', () =>
    given(
      ...onAccount,
      paymentRecorded('P2', '100.00', [allocated('I1', '100.00')]),
      paymentReversed('P2', '100.00', { reversedOn: '2026-03-05', allocations: [allocated('I1', '100.00', '2026-03-05')] }),
      ...paidAndBounced('I1', '300.00'),
    )
      .when(allocatePayment('P1', '2026-02-16', part('I1', '400.00')))
      .then(paymentAllocated('P1', '2026-02-16', allocated('I1', '400.00', '2026-03-05'))));

  it('takes an invoice that is named twice as named once', () =>
    given(...onAccount)
      .when(allocatePayment('P1', '2026-03-01', part('I1', '300.00'), part('I1', '100.01')))
      .refused('ALLOCATION_EXCEEDS_OPEN', { invoiceId: 'I1', open: '400.00', requested: '400.01' }));

  it('has nothing to do when no invoice is named', () =>
    given(...onAccount)
      .when(allocatePayment('P1', '2026-03-01'))
      .thenNothing());

  it('is refused above what is left of the payment', () =>
    given(...onAccount, paymentAllocated('P1', '2026-02-20', allocated('I1', '400.00', '2026-02-20')))
      .when(allocatePayment('P1', '2026-03-01', part('I2', '100.01')))
      .refused('ALLOCATION_EXCEEDS_PAYMENT', { available: '100.00', requested: '100.01' }));

  it('is refused for a payment that is not there', () =>
    given(...onAccount)
      .when(allocatePayment('P2', '2026-03-01', part('I1', '1.00')))
      .refused('PAYMENT_UNKNOWN', { paymentId: 'P2' }));

  it('is refused for one that was reversed', () =>
    given(...onAccount, paymentReversed('P1', '500.00'))
      .when(allocatePayment('P1', '2026-03-01', part('I1', '1.00')))
      .refused('PAYMENT_REVERSED', { paymentId: 'P1' }));

  it('is refused for an invoice that is not there, or not open', () => {
    given(...onAccount)
      .when(allocatePayment('P1', '2026-03-01', part('I3', '1.00')))
      .refused('INVOICE_UNKNOWN', { invoiceId: 'I3' });
    given(...onAccount, invoiceCancelled('I2', '300.00'))
      .when(allocatePayment('P1', '2026-03-01', part('I2', '1.00')))
      .refused('INVOICE_NOT_OPEN', { invoiceId: 'I2' });
  });

  it('is refused in another currency', () =>
    given(...onAccount)
      .when(allocatePayment('P1', '2026-03-01', part('I1', '1.00 USD')))
      .refused('CURRENCY_MISMATCH'));
});
