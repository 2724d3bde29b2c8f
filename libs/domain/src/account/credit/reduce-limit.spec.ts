import {
  given,
  invoiceIssued,
  issueInvoice,
  limitGranted,
  limitReduced,
  limitWithdrawn,
  reduceLimit,
} from '../../../../../test/spec/account';

describe('ReduceLimit', () => {
  const granted = limitGranted('1000.00', { validTo: '2026-12-31' });

  it('lowers the limit in force', () =>
    given(granted).when(reduceLimit('600.00', '2026-03-01')).then(limitReduced('600.00', '2026-03-01')));

  it('lowers it below what is used, and then no more fits', () => {
    const used = [granted, invoiceIssued('I1', '800.00')];
    given(...used)
      .when(reduceLimit('500.00', '2026-03-01'))
      .then(limitReduced('500.00', '2026-03-01'));
    given(...used, limitReduced('500.00', '2026-03-01'))
      .when(issueInvoice('I2', '0.01', { issuedOn: '2026-03-01', dueOn: '2026-03-31' }))
      .refused('LIMIT_EXCEEDED', { limit: '500.00', used: '800.00', available: '-300.00', requested: '0.01' });
  });

  it('is refused when the amount is no lower', () =>
    given(granted)
      .when(reduceLimit('1000.00', '2026-03-01'))
      .refused('AMOUNT_NOT_LOWER', { limit: '1000.00', requested: '1000.00' }));

  it('is refused without a limit', () => given().when(reduceLimit('1.00', '2026-03-01')).refused('NO_LIMIT'));

  it('is refused before the limit begins', () =>
    given(granted).when(reduceLimit('1.00', '2025-12-31')).refused('LIMIT_NOT_YET_VALID'));

  it('is refused after it was withdrawn', () =>
    given(granted, limitWithdrawn('2026-03-01')).when(reduceLimit('1.00', '2026-04-01')).refused('LIMIT_WITHDRAWN'));

  it('is refused after its last day', () => given(granted).when(reduceLimit('1.00', '2027-01-01')).refused('LIMIT_EXPIRED'));

  it('is refused in another currency', () =>
    given(granted).when(reduceLimit('1.00 USD', '2026-03-01')).refused('CURRENCY_MISMATCH'));
});
