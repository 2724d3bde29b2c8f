import {
  approver,
  given,
  increaseLimit,
  limitDecided,
  limitGranted,
  limitIncreased,
  limitWithdrawn,
} from '../../../../../test/spec/account';

describe('IncreaseLimit', () => {
  const granted = limitGranted('1000.00', { validTo: '2026-12-31' });

  it('raises the limit in force', () =>
    given(granted).when(increaseLimit('1500.00', '2026-03-01')).then(limitIncreased('1500.00', '2026-03-01')));

  it('keeps who decided', () =>
    given(granted)
      .when(increaseLimit('1500.00', '2026-03-01', { approver }))
      .then(limitIncreased('1500.00', '2026-03-01', { approver })));

  it('raises it from the last day on which it is in force', () =>
    given(granted).when(increaseLimit('1500.00', '2026-12-31')).then(limitIncreased('1500.00', '2026-12-31')));

  it('is refused when the amount is no higher', () => {
    given(granted)
      .when(increaseLimit('1000.00', '2026-03-01'))
      .refused('AMOUNT_NOT_HIGHER', { limit: '1000.00', requested: '1000.00' });
    given(granted, limitIncreased('2000.00', '2026-02-01'))
      .when(increaseLimit('1500.00', '2026-03-01'))
      .refused('AMOUNT_NOT_HIGHER', { limit: '2000.00' });
  });

  it('compares with the limit of its own day, not with a later one', () =>
    given(granted, limitIncreased('2000.00', '2026-06-01'))
      .when(increaseLimit('1500.00', '2026-03-01'))
      .then(limitIncreased('1500.00', '2026-03-01')));

  it('is refused without a limit', () => given().when(increaseLimit('1500.00', '2026-03-01')).refused('NO_LIMIT'));

  it('is refused before the limit begins', () =>
    given(granted).when(increaseLimit('1500.00', '2025-12-31')).refused('LIMIT_NOT_YET_VALID', { on: '2025-12-31' }));

  it('is refused after it was withdrawn', () =>
    given(granted, limitWithdrawn('2026-03-01'))
      .when(increaseLimit('1500.00', '2026-03-01'))
      .refused('LIMIT_WITHDRAWN', { from: '2026-03-01' }));

  it('is refused after its last day', () =>
    given(granted).when(increaseLimit('1500.00', '2027-01-01')).refused('LIMIT_EXPIRED', { validTo: '2026-12-31' }));

  it('is refused after credit was refused', () =>
    given(granted, limitDecided('R1', '0.00', { outcome: 'refused', effect: 'refused', validFrom: '2026-02-01' }))
      .when(increaseLimit('1500.00', '2026-03-01'))
      .refused('LIMIT_REFUSED', { from: '2026-02-01' }));

  it('is refused on a duplicate', () =>
    given(granted)
      .knowing({ mergedInto: 'B1' })
      .when(increaseLimit('1500.00', '2026-03-01'))
      .refused('BUYER_MERGED', { buyerId: 'B1' }));

  it('is refused in another currency', () =>
    given(granted).when(increaseLimit('1500.00 USD', '2026-03-01')).refused('CURRENCY_MISMATCH'));
});
