import {
  expireLimit,
  given,
  limitDecided,
  limitExpired,
  limitGranted,
  limitReduced,
  limitWithdrawn,
} from '../../../../../test/spec/account';

describe('ExpireLimit', () => {
  const granted = limitGranted('1000.00', { validTo: '2026-03-31' });
  const expired = limitExpired('2026-03-31', '2026-04-01');

  it('notes the end on the day after the last', () => given(granted).when(expireLimit('2026-04-01')).then(expired));

  it('notes it late as well', () =>
    given(granted).when(expireLimit('2026-06-01')).then(limitExpired('2026-03-31', '2026-06-01')));

  it('notes the end of a limit that was changed, or given on a request', () => {
    given(granted, limitReduced('500.00', '2026-02-01')).when(expireLimit('2026-04-01')).then(expired);
    given(limitDecided('R1', '1000.00', { validTo: '2026-03-31' }))
      .when(expireLimit('2026-04-01'))
      .then(expired);
  });

  it('notes the end of the next one, too', () =>
    given(granted, expired, limitGranted('800.00', { validFrom: '2026-05-01', validTo: '2026-12-31' }))
      .when(expireLimit('2027-01-01'))
      .then(limitExpired('2026-12-31', '2027-01-01')));

  it('has nothing to do on the last day itself', () => given(granted).when(expireLimit('2026-03-31')).thenNothing());

  it('has nothing to do a second time', () => given(granted, expired).when(expireLimit('2026-04-02')).thenNothing());

  it('has nothing to do where another is in force, or it was withdrawn', () => {
    given(granted, limitGranted('800.00', { validFrom: '2026-03-15' }))
      .when(expireLimit('2026-04-01'))
      .thenNothing();
    given(granted, limitWithdrawn('2026-03-15')).when(expireLimit('2026-04-01')).thenNothing();
  });

  it('has nothing to do on a limit without a last day, or without a limit', () => {
    given(limitGranted('1000.00')).when(expireLimit('2026-04-01')).thenNothing();
    given().when(expireLimit('2026-04-01')).thenNothing();
  });
});
