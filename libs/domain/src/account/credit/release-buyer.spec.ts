import {
  buyerHeld,
  buyerReleased,
  given,
  invoiceIssued,
  issueInvoice,
  limitGranted,
  orderSubmitted,
  passed,
  releaseBuyer,
  submitOrder,
} from '../../../../../test/spec/account';

describe('ReleaseBuyer', () => {
  const held = buyerHeld('2026-01-10');

  it('ends the hold', () => given(held).when(releaseBuyer('2026-01-20')).then(buyerReleased('2026-01-20')));

  it('lets orders through from its own day on', () => {
    const released = given(limitGranted('1000.00'), held, buyerReleased('2026-01-20'));
    const referred = { outcome: 'refer', reasons: [{ code: 'BUYER_ON_HOLD', facts: { since: '2026-01-10' } }] } as const;
    released
      .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-19' }))
      .then(orderSubmitted('O1', '1.00', passed('1000.00', referred), { orderedOn: '2026-01-19' }));
    released
      .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-20' }))
      .then(orderSubmitted('O1', '1.00', passed('1000.00'), { orderedOn: '2026-01-20' }));
  });

  it('ends only a hold that stands on its own day, also earlier than it was ended before', () => {
    const events = [limitGranted('1000.00'), held, buyerReleased('2026-01-20'), buyerHeld('2026-02-01')];
    given(...events)
      .when(releaseBuyer('2026-01-15'))
      .then(buyerReleased('2026-01-15'));
    const released = given(...events, buyerReleased('2026-01-15'));
    released
      .when(issueInvoice('I1', '1.00', { shippedOn: '2026-01-15' }))
      .then(invoiceIssued('I1', '1.00', { shippedOn: '2026-01-15' }));
    released.when(issueInvoice('I1', '1.00', { shippedOn: '2026-02-01' })).refused('BUYER_ON_HOLD', { since: '2026-02-01' });
  });

  it('has nothing to do on a buyer that is not on hold: never, not yet, no more', () => {
    given(limitGranted('1000.00')).when(releaseBuyer('2026-01-20')).thenNothing();
    given(held).when(releaseBuyer('2026-01-09')).thenNothing();
    given(held, buyerReleased('2026-01-20')).when(releaseBuyer('2026-01-20')).thenNothing();
  });
});
