import {
  declineOrder,
  given,
  limitGranted,
  orderCancelled,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderSubmitted,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';

describe('DeclineOrder', () => {
  const held = [limitGranted('1000.00'), orderHeld('O1', '100.00')];

  it('ends a held order', () =>
    given(...held)
      .when(declineOrder('O1'))
      .then(orderDeclined('O1')));

  it.each<[string, readonly AccountEvent[]]>([
    ['approved', [orderSubmitted('O1', '100.00')]],
    ['approved', [...held, orderReleased('O1', '0.00')]],
    ['declined', [...held, orderDeclined('O1')]],
    ['closed', [...held, orderCancelled('O1', '100.00')]],
  ])('is refused on one that is %s', (status, events) =>
    given(...events)
      .when(declineOrder('O1'))
      .refused('ORDER_NOT_ON_HOLD', { orderId: 'O1', status }),
  );

  it('is refused for an order that there is not', () =>
    given(...held)
      .when(declineOrder('O9'))
      .refused('ORDER_UNKNOWN', { orderId: 'O9' }));
});
