import {
  allocated,
  disputeRaised,
  disputeResolved,
  given,
  invoiceIssued,
  limitGranted,
  paymentRecorded,
  raiseDispute,
  standing,
} from '../../../../../test/spec/account';

describe('RaiseDispute', () => {
  const issued = [limitGranted('1000.00'), invoiceIssued('I1', '400.00')];

  it('contests all that is open', () => {
    given(...issued)
      .when(raiseDispute('I1'))
      .then(disputeRaised('I1', '400.00'));
    given(...issued, paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]))
      .when(raiseDispute('I1'))
      .then(disputeRaised('I1', '300.00'));
  });

  it('contests a part', () =>
    given(...issued)
      .when(raiseDispute('I1', '150.00'))
      .then(disputeRaised('I1', '150.00')));

  it('shows no more as disputed than is open', () => {
    const disputed = [...issued, disputeRaised('I1', '150.00')];
    expect(standing(given(...disputed).state)).toMatchObject({ open: { I1: '400.00' }, disputed: { I1: '150.00' } });
    const paid = given(...disputed, paymentRecorded('P1', '300.00', [allocated('I1', '300.00')]));
    expect(standing(paid.state)).toMatchObject({ open: { I1: '100.00' }, disputed: { I1: '100.00' } });
  });

  it('frees no credit', () =>
    expect(standing(given(...issued, disputeRaised('I1', '400.00')).state)).toMatchObject({ used: '400.00' }));

  it('can come again after it was resolved', () =>
    given(...issued, disputeRaised('I1', '400.00'), disputeResolved('I1', 'rejected', '0.00'))
      .when(raiseDispute('I1'))
      .then(disputeRaised('I1', '400.00')));

  it('is refused while there is one', () =>
    given(...issued, disputeRaised('I1', '150.00'))
      .when(raiseDispute('I1', '10.00'))
      .refused('ALREADY_DISPUTED', { invoiceId: 'I1', disputed: '150.00' }));

  it('is refused when nothing is open', () =>
    given(...issued, paymentRecorded('P1', '400.00', [allocated('I1', '400.00')]))
      .when(raiseDispute('I1'))
      .refused('INVOICE_NOT_OPEN', { invoiceId: 'I1', amount: '400.00', open: '0.00' }));

  it('is refused for an invoice that is not there', () =>
    given(...issued)
      .when(raiseDispute('I2'))
      .refused('INVOICE_UNKNOWN'));

  it('is refused in another currency', () =>
    given(...issued)
      .when(raiseDispute('I1', '10.00 USD'))
      .refused('CURRENCY_MISMATCH'));
});
