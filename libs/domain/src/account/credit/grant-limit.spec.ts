import {
  approver,
  FACTS,
  given,
  grantLimit,
  invoiceIssued,
  issueInvoice,
  limitGranted,
  limitWithdrawn,
} from '../../../../../test/spec/account';

describe('GrantLimit', () => {
  it('gives a limit', () => given().when(grantLimit('1000.00')).then(limitGranted('1000.00')));

  it('keeps its last day, its terms, its reason and who decided', () => {
    const details = { validFrom: '2026-02-01', validTo: '2026-12-31', maxTermsDays: 60, reason: 'good report', approver };
    given().when(grantLimit('1000.00', details)).then(limitGranted('1000.00', details));
  });

  it('notes the grade of the buyer on its first day; none when there is none', () => {
    const upgraded = (day: string) => (day < '2026-02-01' ? undefined : ({ grade: 2, source: 'scored' } as const));
    const known = given().knowing({ buyer: { ...FACTS.buyer, gradeOn: upgraded } });
    known
      .when(grantLimit('1000.00', { validFrom: '2026-01-31' }))
      .then(limitGranted('1000.00', { validFrom: '2026-01-31', grade: undefined }));
    known
      .when(grantLimit('1000.00', { validFrom: '2026-02-01' }))
      .then(limitGranted('1000.00', { validFrom: '2026-02-01', grade: 2 }));
  });

  it('is a new decision on an account that has a limit', () =>
    given(limitGranted('1000.00'))
      .when(grantLimit('400.00', { validFrom: '2026-02-01' }))
      .then(limitGranted('400.00', { validFrom: '2026-02-01' })));

  it('is a new decision after a withdrawal', () =>
    given(limitGranted('1000.00'), limitWithdrawn('2026-02-01'))
      .when(grantLimit('400.00', { validFrom: '2026-03-01' }))
      .then(limitGranted('400.00', { validFrom: '2026-03-01' })));

  it('may be below what is used: the excess shows', () =>
    given(limitGranted('1000.00'), invoiceIssued('I1', '900.00'))
      .when(grantLimit('100.00', { validFrom: '2026-02-01' }))
      .then(limitGranted('100.00', { validFrom: '2026-02-01' })));

  // Domain rules, trap 10: zero is a decision, not the absence of one.
  it('may be zero, which is no room and yet a limit', () =>
    given(limitGranted('0.00')).when(issueInvoice('I1', '0.01')).refused('LIMIT_EXCEEDED', { limit: '0.00', available: '0.00' }));

  it('is refused in another currency than the account has', () =>
    given(limitGranted('1000.00'))
      .when(grantLimit('1000.00 USD'))
      .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));

  it('is refused on a duplicate', () =>
    given().knowing({ mergedInto: 'B1' }).when(grantLimit('1000.00')).refused('BUYER_MERGED', { buyerId: 'B1' }));
});
