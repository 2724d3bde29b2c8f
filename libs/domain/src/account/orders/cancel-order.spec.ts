import {
  cancelOrder,
  given,
  limitGranted,
  orderBilled,
  orderCancelled,
  orderDeclined,
  orderHeld,
  orderShipped,
  orderSubmitted,
  passed,
} from '../../../../../test/spec/account';

describe('CancelOrder', () => {
  const placed = [limitGranted('1000.00'), orderSubmitted('O1', '100.00')];

  it('frees the credit of an order', () =>
    given(...placed)
      .when(cancelOrder('O1'))
      .then(orderCancelled('O1', '100.00')));

  it('frees what is neither shipped nor invoiced', () => {
    given(...placed, orderShipped('O1', 'D1', '60.00'), orderBilled('O1', 'I1', '20.00'))
      .when(cancelOrder('O1'))
      .then(orderCancelled('O1', '40.00'));
    given(...placed, orderShipped('O1', 'D1', '20.00'), orderBilled('O1', 'I1', '70.00'))
      .when(cancelOrder('O1'))
      .then(orderCancelled('O1', '30.00'));
  });

  it('ends an order that is held, and one that takes no credit yet', () => {
    given(orderHeld('O1', '100.00')).when(cancelOrder('O1')).then(orderCancelled('O1', '100.00'));
    given(orderSubmitted('O1', '100.00', passed('0.00', { laterOn: '2026-03-01' })))
      .when(cancelOrder('O1'))
      .then(orderCancelled('O1', '100.00'));
  });

  it('has nothing to do when all that is left is on its way', () => {
    given(...placed, orderShipped('O1', 'D1', '100.00'))
      .when(cancelOrder('O1'))
      .thenNothing();
    given(...placed, orderShipped('O1', 'D1', '60.00'), orderCancelled('O1', '40.00'))
      .when(cancelOrder('O1'))
      .thenNothing();
  });

  it('is refused on an order that is done', () => {
    const closed = { orderId: 'O1', status: 'closed' };
    given(...placed, orderCancelled('O1', '100.00'))
      .when(cancelOrder('O1'))
      .refused('ORDER_NOT_OPEN', closed);
    given(...placed, orderBilled('O1', 'I1', '100.00'))
      .when(cancelOrder('O1'))
      .refused('ORDER_NOT_OPEN', closed);
    given(orderHeld('O1', '100.00'), orderDeclined('O1'))
      .when(cancelOrder('O1'))
      .refused('ORDER_NOT_OPEN', { orderId: 'O1', status: 'declined' });
  });

  it('is refused for an order that there is not', () =>
    given(...placed)
      .when(cancelOrder('O9'))
      .refused('ORDER_UNKNOWN', { orderId: 'O9' }));
});
