import { money, type CalendarDate } from '../../shared';
import { currencyOf, type Account } from '../account';
import type { AccountEvent } from '../account.events';
import { evolve } from '../evolve';
import type { AccountFacts } from '../facts';
import { checkCredit } from './credit-check';
import { restOf, takesCredit, type Order } from './order-book';

/**
 * The end of a security, and the orders that it leaves without cover: each order that was let through and is not shipped is decided
 * again without its own value, the newest first, on what the one before left; those that do not pass are held. One that an approver
 * released never is. Source: api-credit.md "Orders".
 */
export const ordersThatNoLongerPass = (
  account: Account,
  ended: AccountEvent,
  on: CalendarDate,
  facts: AccountFacts,
): readonly AccountEvent[] => {
  const events: AccountEvent[] = [ended];
  let state = evolve(account, ended);
  for (const [orderId, order] of toCheck(account)) {
    const amount = money(restOf(order), currencyOf(account));
    const decision = checkCredit(state, { amount, on, termsDays: order.termsDays, own: amount.minor }, facts);
    if (decision.outcome === 'approve') continue;
    const held: AccountEvent = {
      type: 'OrderChecked',
      data: { orderId, on, cause: 'security_ended', decision: { ...decision, outcome: 'refer' } },
    };
    events.push(held);
    state = evolve(state, held);
  }
  return events;
};

/** The newest first; of one day the one whose id comes last. */
const toCheck = ({ orders }: Account): [string, Order][] =>
  [...orders.filter((order) => takesCredit(order) && !order.released && order.shipped === 0n && restOf(order) > 0n)].sort(
    ([idA, a], [idB, b]) => compare(b.orderedOn, a.orderedOn) || compare(idB, idA),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
