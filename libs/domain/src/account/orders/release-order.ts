import { add, money, type Approver, type CalendarDate } from '../../shared';
import { currencyOf, type DecideAccount } from '../account';
import { mustHaveAuthority } from '../credit/authority';
import { creditOn } from '../credit/standing';
import { mustBelongToABuyer, theHeldOrder } from '../guards';
import { restOf } from './order-book';

/**
 * Lets a held order through, beyond the limit if need be; it takes credit, and is not held again. The approver's level must cover what is
 * used and the order together. Source: ADempiere #2998 (approval survives to delivery), domain rules 3.1.
 * Refused with BUYER_UNKNOWN, ORDER_UNKNOWN, ORDER_NOT_ON_HOLD, APPROVAL_LEVEL_TOO_LOW.
 */
export interface ReleaseOrder {
  readonly buyerId: string;
  readonly orderId: string;
  readonly approver: Approver;
  readonly reason: string;
  readonly releasedOn: CalendarDate;
}

export const releaseOrder: DecideAccount<ReleaseOrder> = (account, { buyerId, ...release }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const order = theHeldOrder(account, release.orderId);
  const policy = facts.policyOn(release.releasedOn);
  const used = money(creditOn(account, release.releasedOn, facts).used, currencyOf(account));
  mustHaveAuthority(policy, release.approver, add(used, money(restOf(order), used.currency)));
  return [{ type: 'OrderReleased', data: { ...release, used, policyVersion: policy.version } }];
};
