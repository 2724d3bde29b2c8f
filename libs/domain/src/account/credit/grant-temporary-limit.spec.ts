import { given, grantTemporaryLimit, limitGranted, temporaryLimitGranted } from '../../../../../test/spec/account';

describe('GrantTemporaryLimit', () => {
  const limit = limitGranted('1000.00');
  const summer = { validFrom: '2026-06-01', validTo: '2026-08-31', reason: 'summer' };

  it('gives an amount on top of the limit, for a time', () =>
    given(limit).when(grantTemporaryLimit('300.00', summer)).then(temporaryLimitGranted('300.00', summer)));

  it('may be given before there is a limit, and beside another', () => {
    given().when(grantTemporaryLimit('300.00')).then(temporaryLimitGranted('300.00'));
    given(limit, temporaryLimitGranted('300.00')).when(grantTemporaryLimit('300.00')).then(temporaryLimitGranted('300.00'));
  });

  it('is refused on a duplicate', () =>
    given(limit).knowing({ mergedInto: 'B1' }).when(grantTemporaryLimit('300.00')).refused('BUYER_MERGED', { buyerId: 'B1' }));

  it('is refused in another currency', () =>
    given(limit).when(grantTemporaryLimit('300.00 USD')).refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));
});
