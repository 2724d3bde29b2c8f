import {
  clearFraudFlag,
  fraudFlagCleared,
  fraudFlagged,
  given,
  invoiceIssued,
  issueInvoice,
  limitGranted,
} from '../../../../../test/spec/account';

describe('ClearFraudFlag', () => {
  const flagged = [limitGranted('1000.00'), fraudFlagged('F1')];

  it('clears the flag', () =>
    given(...flagged)
      .when(clearFraudFlag('F1', '2026-01-20'))
      .then(fraudFlagCleared('F1', '2026-01-20')));

  it('lets new business through from its own day on', () => {
    const cleared = given(...flagged, fraudFlagCleared('F1', '2026-01-20'));
    const on = (issuedOn: string) => ({ issuedOn, dueOn: '2026-02-20' });
    cleared.when(issueInvoice('I1', '1.00', on('2026-01-19'))).refused('FRAUD_FLAG', { flagId: 'F1' });
    cleared.when(issueInvoice('I1', '1.00', on('2026-01-20'))).then(invoiceIssued('I1', '1.00', on('2026-01-20')));
  });

  it('leaves other flags', () =>
    given(...flagged, fraudFlagged('F2'), fraudFlagCleared('F1', '2026-01-11'))
      .when(issueInvoice('I1', '1.00', { shippedOn: '2026-01-11' }))
      .refused('FRAUD_FLAG', { flagId: 'F2' }));

  it('has nothing to do on a flag that is cleared', () =>
    given(...flagged, fraudFlagCleared('F1', '2026-01-20'))
      .when(clearFraudFlag('F1', '2026-01-15'))
      .thenNothing());

  it('is refused for a flag that there is not', () =>
    given(...flagged)
      .when(clearFraudFlag('F9', '2026-01-20'))
      .refused('FLAG_UNKNOWN', { flagId: 'F9' }));
});
