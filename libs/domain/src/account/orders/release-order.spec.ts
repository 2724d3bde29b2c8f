import {
  approver,
  given,
  invoiceIssued,
  issueInvoice,
  limitGranted,
  orderBilled,
  orderCancelled,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  paymentRecorded,
  releaseOrder,
  shipOrder,
  standing,
} from '../../../../../test/spec/account';
import { graded } from '../../../../../test/spec/account/story';
import type { ApprovalLevel } from '../../shared';
import type { AccountEvent } from '../account.events';

describe('ReleaseOrder', () => {
  const limit = limitGranted('1000.00');
  const held = [limit, orderSubmitted('O1', '900.00'), orderHeld('O2', '600.00')];
  const by = (level: ApprovalLevel) => ({ approver: { ...approver, level } });

  it('lets a held order through, beyond the limit, with what was used before it', () => {
    given(...held)
      .when(releaseOrder('O2'))
      .then(orderReleased('O2', '900.00'));
    expect(standing(given(...held, orderReleased('O2', '900.00')).state).used).toBe('1500.00');
  });

  it('counts as used what is invoiced and shipped, less what was paid', () =>
    given(...held, orderShipped('O1', 'D1', '300.00'), orderBilled('O1', 'I1', '300.00'), paymentRecorded('P1', '100.00'))
      .when(releaseOrder('O2'))
      .then(orderReleased('O2', '800.00')));

  it('counts what duplicates of the buyer use', () =>
    given(...held)
      .knowing({ duplicates: [given(limit, invoiceIssued('I1', '50.00')).state] })
      .when(releaseOrder('O2'))
      .then(orderReleased('O2', '950.00')));

  it('needs a level that covers what is used and the order', () => {
    const policed = given(limit, orderSubmitted('O1', '900.00'), orderHeld('O2', '100.01')).knowing(graded(3));
    policed
      .when(releaseOrder('O2', by('clerk')))
      .refused('APPROVAL_LEVEL_TOO_LOW', { needed: 'supervisor', level: 'clerk', amount: '1000.01' });
    policed
      .when(releaseOrder('O2', by('supervisor')))
      .then(orderReleased('O2', '900.00', { ...by('supervisor'), policyVersion: 1 }));
    given(limit, orderSubmitted('O1', '900.00'), orderHeld('O2', '100.00'))
      .knowing(graded(3))
      .when(releaseOrder('O2', by('clerk')))
      .then(orderReleased('O2', '900.00', { ...by('clerk'), policyVersion: 1 }));
  });

  it('is a director’s while no policy is published', () =>
    given(limit, orderHeld('O2', '2.00'))
      .when(releaseOrder('O2', by('manager')))
      .refused('APPROVAL_LEVEL_TOO_LOW', { needed: 'director' }));

  // ADempiere #2998: an approval survives to delivery.
  it('is asked for once: what was released ships and is billed, whatever the limit', () => {
    const released = [...held, orderReleased('O2', '900.00')];
    given(...released)
      .when(shipOrder('O2', 'D1', '600.00'))
      .then(orderShipped('O2', 'D1', '600.00'));
    given(...released, orderShipped('O2', 'D1', '600.00'))
      .when(issueInvoice('I1', '600.00', { orderId: 'O2' }))
      .then(orderBilled('O2', 'I1', '600.00'));
  });

  it.each<[string, AccountEvent]>([
    ['approved', orderReleased('O2', '900.00')],
    ['declined', orderDeclined('O2')],
    ['closed', orderCancelled('O2', '600.00')],
  ])('is refused on an order that is %s', (status, event) =>
    given(...held, event)
      .when(releaseOrder('O2'))
      .refused('ORDER_NOT_ON_HOLD', { orderId: 'O2', status }),
  );

  it('is refused for an order that there is not', () =>
    given(...held)
      .when(releaseOrder('O9'))
      .refused('ORDER_UNKNOWN', { orderId: 'O9' }));
});
