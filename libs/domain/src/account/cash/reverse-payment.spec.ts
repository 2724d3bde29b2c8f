import {
  allocated,
  given,
  invoiceIssued,
  invoiceWrittenOff,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
  reversePayment,
  standing,
} from '../../../../../test/spec/account';

describe('ReversePayment', () => {
  const issued = [invoiceIssued('I1', '400.00'), invoiceIssued('I2', '300.00')];
  const paid = [...issued, paymentRecorded('P1', '500.00', [allocated('I1', '400.00')])];
  const undone = paymentReversed('P1', '500.00', { allocations: [allocated('I1', '400.00', '2026-02-20')] });

  it('gives the invoices back what they were paid, from that day', () =>
    given(...paid)
      .when(reversePayment('P1'))
      .then(undone));

  it('leaves the account as if it had not been, by balance', () =>
    expect(standing(given(...paid, undone).state)).toEqual(standing(given(...issued).state)));

  it('gives back what was allocated later, too, and not before it counted', () =>
    given(...paid, paymentAllocated('P1', '2026-03-01', allocated('I2', '60.00', '2026-03-01')))
      .when(reversePayment('P1'))
      .then(
        paymentReversed('P1', '500.00', {
          allocations: [allocated('I1', '400.00', '2026-02-20'), allocated('I2', '60.00', '2026-03-01')],
        }),
      ));

  it('counts from the day of the payment at the earliest', () =>
    given(...paid)
      .when(reversePayment('P1', '2026-02-01'))
      .then(
        paymentReversed('P1', '500.00', {
          reversedOn: '2026-02-01',
          on: '2026-02-15',
          allocations: [allocated('I1', '400.00', '2026-02-15')],
        }),
      ));

  it('takes back a payment that settled nothing', () =>
    given(...issued, paymentRecorded('P1', '500.00'))
      .when(reversePayment('P1'))
      .then(paymentReversed('P1', '500.00')));

  it('opens an invoice again whose rest was written off', () => {
    const part = [...issued, paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]), invoiceWrittenOff('I1', '300.00')];
    const bounced = paymentReversed('P1', '100.00', { allocations: [allocated('I1', '100.00', '2026-02-20')] });
    given(...part)
      .when(reversePayment('P1'))
      .then(bounced);
    expect(standing(given(...part, bounced).state)).toMatchObject({ open: { I1: '100.00', I2: '300.00' } });
  });

  it('is refused a second time', () =>
    given(...paid, undone)
      .when(reversePayment('P1'))
      .refused('PAYMENT_REVERSED', { paymentId: 'P1' }));

  it('is refused for a payment that is not there', () =>
    given(...paid)
      .when(reversePayment('P2'))
      .refused('PAYMENT_UNKNOWN', { paymentId: 'P2' }));
});
