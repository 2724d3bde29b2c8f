import {
  expireSecurity,
  given,
  limitGranted,
  orderBilled,
  orderChecked,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  passed,
  securityExpired,
  securityRecorded,
} from '../../../../../test/spec/account';
import { money } from '../../shared';
import type { AccountEvent } from '../account.events';

/** A limit of 100.00, and as much again secured until the end of March. */
const secured = [limitGranted('100.00'), securityRecorded('S1', '100.00', { validTo: '2026-03-31' })];
const expired = securityExpired('S1', '2026-03-31', '2026-04-01');

/** An order that is held for so much, in cents, that was used and asked for. */
const held = (orderId: string, used: bigint, requested: bigint): AccountEvent => {
  const cents = (minor: bigint) => money(minor, 'EUR');
  const available = cents(100_00n - used);
  const facts = { limit: cents(100_00n), used: cents(used), available, requested: cents(requested) };
  const decision = { ...passed('0.00'), outcome: 'refer', available, reasons: [{ code: 'LIMIT_EXCEEDED', facts }] } as const;
  return orderChecked(orderId, 'security_ended', '2026-04-01', decision);
};

const ends = (...events: readonly AccountEvent[]) => given(...secured, ...events).when(expireSecurity('S1', '2026-04-01'));

describe('orders, when a security ends', () => {
  it('are decided again without their own value, the newest first, each on what the one before left', () =>
    ends(
      orderSubmitted('O2', '50.00', passed('200.00'), { orderedOn: '2026-02-02' }),
      orderSubmitted('O1', '80.00', passed('150.00'), { orderedOn: '2026-02-01' }),
      orderSubmitted('O3', '40.00', passed('70.00'), { orderedOn: '2026-02-03' }),
    ).then(expired, held('O3', 130_00n, 40_00n), held('O2', 80_00n, 50_00n)));

  it('are taken by their ids, the last first, when they are of one day', () =>
    ends(orderSubmitted('O1', '60.00'), orderSubmitted('O3', '60.00'), orderSubmitted('O2', '60.00')).then(
      expired,
      held('O3', 120_00n, 60_00n),
      held('O2', 60_00n, 60_00n),
    ));

  it('are asked for what is left of them', () =>
    ends(orderSubmitted('O1', '150.00'), orderBilled('O1', 'I1', '60.00')).then(expired, held('O1', 60_00n, 90_00n)));

  it('are held, and never declined', () =>
    given(...secured, orderSubmitted('O1', '100.00'))
      .knowing({ sanctionsOn: () => 'E1' })
      .when(expireSecurity('S1', '2026-04-01'))
      .then(
        expired,
        orderChecked(
          'O1',
          'security_ended',
          '2026-04-01',
          passed('100.00', { outcome: 'refer', reasons: [{ code: 'SANCTIONED', facts: { eventId: 'E1' } }] }),
        ),
      ));

  it('stay as they are when they still pass, when an approver released them, and once goods went out', () => {
    ends(orderSubmitted('O1', '100.00')).then(expired);
    ends(orderHeld('O1', '150.00'), orderReleased('O1', '0.00')).then(expired);
    ends(orderSubmitted('O1', '150.00'), orderShipped('O1', 'D1', '0.01')).then(expired);
  });

  it('stay as they are while they hold no credit: held, beyond the horizon, or done', () => {
    const over = [orderHeld('O0', '150.00'), orderReleased('O0', '0.00')];
    ends(...over, orderHeld('O1', '1.00')).then(expired);
    ends(...over, orderSubmitted('O1', '1.00', passed('0.00', { laterOn: '2026-12-01' }))).then(expired);
    ends(orderSubmitted('O1', '150.00'), orderBilled('O1', 'I1', '150.00')).then(expired);
  });
});
