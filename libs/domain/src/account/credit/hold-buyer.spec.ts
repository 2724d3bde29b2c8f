import {
  buyerHeld,
  buyerReleased,
  given,
  holdBuyer,
  limitGranted,
  orderSubmitted,
  passed,
  submitOrder,
} from '../../../../../test/spec/account';

describe('HoldBuyer', () => {
  it('puts the buyer on hold', () => given().when(holdBuyer('2026-01-10')).then(buyerHeld('2026-01-10')));

  it('refers orders from its own day on', () => {
    const held = given(limitGranted('1000.00'), buyerHeld('2026-01-10'));
    held
      .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-09' }))
      .then(orderSubmitted('O1', '1.00', passed('1000.00'), { orderedOn: '2026-01-09' }));
    const referred = { outcome: 'refer', reasons: [{ code: 'BUYER_ON_HOLD', facts: { since: '2026-01-10' } }] } as const;
    held
      .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-10' }))
      .then(orderSubmitted('O1', '1.00', passed('1000.00', referred), { orderedOn: '2026-01-10' }));
  });

  it('holds again after a release, and from an earlier day than before', () => {
    given(buyerHeld('2026-01-10'), buyerReleased('2026-01-20')).when(holdBuyer('2026-01-20')).then(buyerHeld('2026-01-20'));
    given(buyerHeld('2026-01-10')).when(holdBuyer('2026-01-09')).then(buyerHeld('2026-01-09'));
  });

  it('has nothing to do while the buyer is on hold', () => {
    given(buyerHeld('2026-01-10')).when(holdBuyer('2026-01-10')).thenNothing();
    given(buyerHeld('2026-01-10'), buyerReleased('2026-01-20')).when(holdBuyer('2026-01-19')).thenNothing();
  });
});
