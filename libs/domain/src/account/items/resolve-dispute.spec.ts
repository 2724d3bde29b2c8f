import {
  allocated,
  disputeRaised,
  disputeResolved,
  given,
  invoiceCancelled,
  invoiceIssued,
  limitGranted,
  paidAndBounced,
  paymentRecorded,
  resolveDispute,
  standing,
} from '../../../../../test/spec/account';

describe('ResolveDispute', () => {
  const disputed = [limitGranted('1000.00'), invoiceIssued('I1', '400.00'), disputeRaised('I1', '150.00')];
  const paid = (sum: string) => paymentRecorded('P1', sum, [allocated('I1', sum)]);

  it('upheld: what was contested comes off', () => {
    const upheld = disputeResolved('I1', 'upheld', '150.00');
    given(...disputed)
      .when(resolveDispute('I1', 'upheld'))
      .then(upheld);
    expect(standing(given(...disputed, upheld).state)).toMatchObject({ open: { I1: '250.00' }, disputed: {}, used: '250.00' });
  });

  it('upheld: no more than is still open', () =>
    given(...disputed, paid('300.00'))
      .when(resolveDispute('I1', 'upheld'))
      .then(disputeResolved('I1', 'upheld', '100.00')));

  it('upheld: nothing when it was paid meanwhile', () =>
    given(...disputed, paid('400.00'))
      .when(resolveDispute('I1', 'upheld'))
      .then(disputeResolved('I1', 'upheld', '0.00')));

  it('upheld for an amount: that comes off, beyond what was contested if need be', () =>
    given(...disputed)
      .when(resolveDispute('I1', 'upheld', '200.00'))
      .then(disputeResolved('I1', 'upheld', '200.00')));

  it('partly upheld: the amount comes off', () =>
    given(...disputed)
      .when(resolveDispute('I1', 'partly_upheld', '50.00'))
      .then(disputeResolved('I1', 'partly_upheld', '50.00')));

  it('rejected: all of it is owed', () => {
    const rejected = disputeResolved('I1', 'rejected', '0.00');
    given(...disputed)
      .when(resolveDispute('I1', 'rejected'))
      .then(rejected);
    expect(standing(given(...disputed, rejected).state)).toMatchObject({ open: { I1: '400.00' }, disputed: {} });
  });

  it('credits from the day of issue at the earliest', () =>
    given(...disputed)
      .when(resolveDispute('I1', 'rejected', undefined, '2026-01-05'))
      .then(disputeResolved('I1', 'rejected', '0.00', { resolvedOn: '2026-01-05', on: '2026-01-10' })));

  it('credits from the day from which the invoice is open again at the earliest', () =>
    given(...disputed, ...paidAndBounced('I1', '400.00'))
      .when(resolveDispute('I1', 'upheld', undefined, '2026-02-16'))
      .then(disputeResolved('I1', 'upheld', '150.00', { resolvedOn: '2026-02-16', on: '2026-02-20' })));

  it('is refused above what is open', () =>
    given(...disputed, paid('300.00'))
      .when(resolveDispute('I1', 'partly_upheld', '100.01'))
      .refused('ALLOCATION_EXCEEDS_OPEN', { invoiceId: 'I1', open: '100.00', requested: '100.01' }));

  it('is refused without a dispute, or when it is over', () => {
    given(invoiceIssued('I1', '400.00')).when(resolveDispute('I1', 'upheld')).refused('NOT_DISPUTED', { invoiceId: 'I1' });
    given(...disputed, disputeResolved('I1', 'rejected', '0.00'))
      .when(resolveDispute('I1', 'upheld'))
      .refused('NOT_DISPUTED');
    given(...disputed, invoiceCancelled('I1', '400.00'))
      .when(resolveDispute('I1', 'upheld'))
      .refused('NOT_DISPUTED');
  });

  it('is refused for an invoice that is not there', () =>
    given(...disputed)
      .when(resolveDispute('I2', 'upheld'))
      .refused('INVOICE_UNKNOWN'));

  it('is refused in another currency', () =>
    given(...disputed)
      .when(resolveDispute('I1', 'upheld', '10.00 USD'))
      .refused('CURRENCY_MISMATCH'));

  it('never guesses what partly means', () =>
    expect(() =>
      given(...disputed)
        .when(resolveDispute('I1', 'partly_upheld'))
        .thenNothing(),
    ).toThrow('for an amount'));
});
