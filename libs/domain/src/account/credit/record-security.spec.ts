import {
  DUPLICATE,
  given,
  limitGranted,
  ofDuplicate,
  recordSecurity,
  securityRecorded,
  securityReleased,
} from '../../../../../test/spec/account';

describe('RecordSecurity', () => {
  it('records a security, on an account that needs no limit', () =>
    given().when(recordSecurity('S1', '500.00')).then(securityRecorded('S1', '500.00')));

  it('keeps its kind, its issuer and its last day', () => {
    const details = { kind: 'letter_of_credit', issuer: 'Landesbank', validFrom: '2026-02-01', validTo: '2026-12-31' } as const;
    given()
      .when(recordSecurity('S1', '500.00', details))
      .then(securityRecorded('S1', '500.00', details));
  });

  it('is taken on a duplicate too: it is no new business', () =>
    given(limitGranted('1000.00'))
      .knowing(DUPLICATE)
      .when(recordSecurity('S1', '500.00'))
      .then(securityRecorded('S1', '500.00', ofDuplicate())));

  it('is refused twice with one id, also once it was given back', () => {
    given(securityRecorded('S1', '500.00')).when(recordSecurity('S1', '1.00')).refused('SECURITY_EXISTS', { securityId: 'S1' });
    given(securityRecorded('S1', '500.00'), securityReleased('S1', '2026-02-01'))
      .when(recordSecurity('S1', '1.00'))
      .refused('SECURITY_EXISTS');
  });

  it('is refused in another currency', () =>
    given(limitGranted('1000.00'))
      .when(recordSecurity('S1', '500.00 USD'))
      .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));
});
