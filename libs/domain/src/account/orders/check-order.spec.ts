import { amount } from '../../../../../test/spec/given-when-then';
import {
  buyerHeld,
  checkOrder,
  given,
  limitGranted,
  orderBilled,
  orderCancelled,
  orderChecked,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  passed,
} from '../../../../../test/spec/account';

describe('CheckOrder', () => {
  const limit = limitGranted('100.00');
  const later = passed('100.00', { laterOn: '2026-03-01' });
  const placed = [limit, orderSubmitted('O1', '80.00', later)];
  const checked = (on: string, decision = passed('100.00')) => orderChecked('O1', 'horizon_reached', on, decision);

  it('lets the order take credit on the day that brings it inside the horizon', () =>
    given(...placed)
      .when(checkOrder('O1', '2026-03-01'))
      .then(checked('2026-03-01')));

  it('does so late as well', () =>
    given(...placed)
      .when(checkOrder('O1', '2026-05-01'))
      .then(checked('2026-05-01')));

  it('holds it when it does not pass, with all reasons', () => {
    const reasons = [
      {
        code: 'LIMIT_EXCEEDED',
        facts: {
          limit: amount('100.00'),
          used: amount('50.00'),
          available: amount('50.00'),
          requested: amount('80.00'),
        },
      },
      { code: 'BUYER_ON_HOLD', facts: { since: '2026-02-01' } },
    ];
    given(...placed, orderSubmitted('O2', '50.00'), buyerHeld('2026-02-01'))
      .when(checkOrder('O1', '2026-03-01'))
      .then(checked('2026-03-01', passed('50.00', { outcome: 'refer', reasons })));
  });

  it('holds, and never declines, what was let through once', () =>
    given(...placed)
      .knowing({ sanctionsOn: () => 'E1' })
      .when(checkOrder('O1', '2026-03-01'))
      .then(
        checked(
          '2026-03-01',
          passed('100.00', { outcome: 'refer', reasons: [{ code: 'SANCTIONED', facts: { eventId: 'E1' } }] }),
        ),
      ));

  it('holds it against its terms', () =>
    given(limitGranted('100.00', { maxTermsDays: 30 }), orderSubmitted('O1', '80.00', later, { termsDays: 31 }))
      .when(checkOrder('O1', '2026-03-01'))
      .then(
        checked(
          '2026-03-01',
          passed('100.00', {
            outcome: 'refer',
            reasons: [{ code: 'TERMS_TOO_LONG', facts: { maxTermsDays: 30, termsDays: 31 } }],
          }),
        ),
      ));

  it('asks for what is left of it', () =>
    given(limit, orderSubmitted('O1', '180.00', later), orderBilled('O1', 'I1', '90.00'), orderSubmitted('O2', '0.01'))
      .when(checkOrder('O1', '2026-03-01'))
      .then(
        checked(
          '2026-03-01',
          passed('9.99', {
            outcome: 'refer',
            reasons: [
              {
                code: 'LIMIT_EXCEEDED',
                facts: { limit: amount('100.00'), used: amount('90.01'), available: amount('9.99'), requested: amount('90.00') },
              },
            ],
          }),
        ),
      ));

  it('lets one that an approver released take credit unasked', () => {
    const reasons = [
      {
        code: 'LIMIT_EXCEEDED',
        facts: { limit: amount('100.00'), used: amount('0.00'), available: amount('100.00'), requested: amount('200.00') },
      },
    ];
    given(limit, orderHeld('O1', '200.00', { decision: { ...later, outcome: 'refer' } }), orderReleased('O1', '0.00'))
      .when(checkOrder('O1', '2026-03-01'))
      .then(checked('2026-03-01', passed('100.00', { reasons })));
  });

  it('has nothing to do before that day', () =>
    given(...placed)
      .when(checkOrder('O1', '2026-02-28'))
      .thenNothing());

  it('has nothing to do a second time, or once it has shipped', () => {
    given(...placed, checked('2026-03-01'))
      .when(checkOrder('O1', '2026-03-02'))
      .thenNothing();
    given(...placed, orderShipped('O1', 'D1', '1.00'))
      .when(checkOrder('O1', '2026-03-01'))
      .thenNothing();
  });

  it('has nothing to do on an order that took credit at once, is held, or of which nothing is left', () => {
    given(limit, orderSubmitted('O1', '80.00')).when(checkOrder('O1', '2026-03-01')).thenNothing();
    given(limit, orderHeld('O1', '80.00', { decision: { ...later, outcome: 'refer' } }))
      .when(checkOrder('O1', '2026-03-01'))
      .thenNothing();
    given(...placed, orderCancelled('O1', '80.00'))
      .when(checkOrder('O1', '2026-03-01'))
      .thenNothing();
    given(...placed, orderBilled('O1', 'I1', '80.00'))
      .when(checkOrder('O1', '2026-03-01'))
      .thenNothing();
    given(limit).when(checkOrder('O1', '2026-03-01')).thenNothing();
  });
});
