import {
  buyerHeld,
  buyerReleased,
  fraudFlagCleared,
  fraudFlagged,
  given,
  limitGranted,
  limitWithdrawn,
  orderBilled,
  orderCancelled,
  orderChecked,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  passed,
  shipOrder,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';

describe('ShipOrder', () => {
  const limit = limitGranted('1000.00');
  const placed = [limit, orderSubmitted('O1', '100.00')];

  it('sends goods of an order out', () =>
    given(...placed)
      .when(shipOrder('O1', 'D1', '60.00'))
      .then(orderShipped('O1', 'D1', '60.00')));

  it('sends the rest, and what was billed before', () => {
    given(...placed, orderShipped('O1', 'D1', '60.00'))
      .when(shipOrder('O1', 'D2', '40.00'))
      .then(orderShipped('O1', 'D2', '40.00'));
    given(...placed, orderBilled('O1', 'I1', '100.00'))
      .when(shipOrder('O1', 'D1', '100.00'))
      .then(orderShipped('O1', 'D1', '100.00'));
  });

  it('asks for no credit: an approval survives to delivery', () =>
    given(...placed, limitWithdrawn('2026-01-06'))
      .when(shipOrder('O1', 'D1', '100.00'))
      .then(orderShipped('O1', 'D1', '100.00')));

  it('is refused for more than is left of the order', () => {
    given(...placed)
      .when(shipOrder('O1', 'D1', '100.01'))
      .refused('SHIPMENT_EXCEEDS_ORDER', { orderId: 'O1', left: '100.00', requested: '100.01' });
    given(...placed, orderShipped('O1', 'D1', '60.00'), orderBilled('O1', 'I1', '20.00'))
      .when(shipOrder('O1', 'D2', '40.01'))
      .refused('SHIPMENT_EXCEEDS_ORDER', { left: '40.00' });
  });

  it('is refused twice with one id, also for another order', () =>
    given(...placed, orderShipped('O1', 'D1', '60.00'), orderSubmitted('O2', '100.00'))
      .when(shipOrder('O2', 'D1', '1.00'))
      .refused('SHIPMENT_EXISTS', { shipmentId: 'D1' }));

  it('is refused while the order is held', () =>
    given(limit, orderHeld('O1', '100.00'))
      .when(shipOrder('O1', 'D1', '1.00'))
      .refused('ORDER_ON_HOLD', { orderId: 'O1' }));

  it('is refused on an order of which nothing is left: declined, cancelled, shipped, or billed for good', () => {
    const refused = { orderId: 'O1' };
    given(limit, orderHeld('O1', '100.00'), orderDeclined('O1'))
      .when(shipOrder('O1', 'D1', '1.00'))
      .refused('ORDER_NOT_OPEN', refused);
    const billed = [orderHeld('O1', '100.00'), orderBilled('O1', 'I1', '40.00')];
    given(limit, ...billed, orderDeclined('O1'))
      .when(shipOrder('O1', 'D1', '1.00'))
      .refused('ORDER_NOT_OPEN', refused);
    given(limit, orderHeld('O1', '100.00'), orderCancelled('O1', '100.00'))
      .when(shipOrder('O1', 'D1', '1.00'))
      .refused('ORDER_NOT_OPEN', refused);
    given(...placed, orderShipped('O1', 'D1', '60.00'), orderCancelled('O1', '40.00'))
      .when(shipOrder('O1', 'D2', '0.01'))
      .refused('ORDER_NOT_OPEN', refused);
    given(...placed, orderShipped('O1', 'D1', '100.00'))
      .when(shipOrder('O1', 'D2', '0.01'))
      .refused('ORDER_NOT_OPEN', refused);
    given(...placed, orderShipped('O1', 'D1', '90.00'), orderBilled('O1', 'I1', '80.00', { finalForOrder: true }))
      .when(shipOrder('O1', 'D2', '0.01'))
      .refused('ORDER_NOT_OPEN', refused);
  });

  it('is refused for an order that there is not', () =>
    given(...placed)
      .when(shipOrder('O9', 'D1', '1.00'))
      .refused('ORDER_UNKNOWN', { orderId: 'O9' }));

  it('is refused in another currency', () =>
    given(...placed)
      .when(shipOrder('O1', 'D1', '1.00 USD'))
      .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));

  it('is refused while a fraud flag stands', () => {
    given(...placed, fraudFlagged('F1', { on: '2026-01-15' }))
      .when(shipOrder('O1', 'D1', '1.00', '2026-01-15'))
      .refused('FRAUD_FLAG', { flagId: 'F1' });
    given(...placed, fraudFlagged('F1'), fraudFlagCleared('F1', '2026-01-15'))
      .when(shipOrder('O1', 'D1', '1.00', '2026-01-15'))
      .then(orderShipped('O1', 'D1', '1.00', '2026-01-15'));
  });

  describe('and a hold on the buyer', () => {
    const stops = (since: string, ...events: readonly AccountEvent[]) =>
      given(limit, ...events)
        .when(shipOrder('O1', 'D1', '1.00'))
        .refused('BUYER_ON_HOLD', { since });
    const passes = (...events: readonly AccountEvent[]) =>
      given(limit, ...events)
        .when(shipOrder('O1', 'D1', '1.00'))
        .then(orderShipped('O1', 'D1', '1.00'));

    it('is stopped by one that began on the day of the approval or after', () => {
      stops('2026-01-05', orderSubmitted('O1', '100.00'), buyerHeld('2026-01-05'));
      stops('2026-01-15', orderSubmitted('O1', '100.00'), buyerHeld('2026-01-15'));
      passes(orderSubmitted('O1', '100.00'), buyerHeld('2026-01-16'));
    });

    it('is not stopped by one that began before it, or is over', () => {
      passes(orderSubmitted('O1', '100.00'), buyerHeld('2026-01-04'));
      passes(orderSubmitted('O1', '100.00'), buyerHeld('2026-01-10'), buyerReleased('2026-01-15'));
    });

    it('is stopped by one that began on the day of the release or after, not by an earlier one', () => {
      const released = [orderHeld('O1', '100.00'), orderReleased('O1', '0.00', { releasedOn: '2026-01-10' })];
      stops('2026-01-10', ...released, buyerHeld('2026-01-10'));
      passes(...released, buyerHeld('2026-01-09'));
    });

    it('is stopped by each of two that stand, whichever was recorded last', () =>
      stops('2026-01-10', orderSubmitted('O1', '100.00'), buyerHeld('2026-01-10'), buyerHeld('2026-01-04')));

    it('counts the release of an order that ships later, not the day that brought it inside the horizon', () => {
      const later = [
        orderHeld('O1', '100.00', { decision: passed('0.00', { outcome: 'refer', laterOn: '2026-01-12' }) }),
        orderReleased('O1', '0.00'),
      ];
      stops(
        '2026-01-10',
        ...later,
        buyerHeld('2026-01-10'),
        orderChecked('O1', 'horizon_reached', '2026-01-12', passed('1000.00')),
      );
    });
  });

  describe('before the day that brings it inside the horizon', () => {
    const later = passed('50.00', { laterOn: '2026-03-01' });

    it('takes all of its credit', () =>
      given(limitGranted('100.00'), orderSubmitted('O1', '100.00', later))
        .when(shipOrder('O1', 'D1', '1.00'))
        .then(orderShipped('O1', 'D1', '1.00')));

    it('is refused when that does not fit', () => {
      given(limitGranted('99.99'), orderSubmitted('O1', '100.00', later))
        .when(shipOrder('O1', 'D1', '1.00'))
        .refused('LIMIT_EXCEEDED', { limit: '99.99', used: '0.00', available: '99.99', requested: '100.00' });
      given(limit, limitWithdrawn('2026-01-15'), orderSubmitted('O1', '100.00', later))
        .when(shipOrder('O1', 'D1', '1.00'))
        .refused('LIMIT_WITHDRAWN', { from: '2026-01-15' });
    });

    it('asks for none when an approver released it', () =>
      given(
        limitGranted('50.00'),
        orderHeld('O1', '100.00', { decision: { ...later, outcome: 'refer' } }),
        orderReleased('O1', '0.00'),
      )
        .when(shipOrder('O1', 'D1', '1.00'))
        .then(orderShipped('O1', 'D1', '1.00')));
  });
});
