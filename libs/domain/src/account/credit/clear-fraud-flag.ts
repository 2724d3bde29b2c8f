import { Refusal, type Approver, type CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';

/** Clears a flag that was looked into, from that day on; nothing to do on a cleared one. Refused with BUYER_UNKNOWN, FLAG_UNKNOWN. */
export interface ClearFraudFlag {
  readonly buyerId: string;
  readonly flagId: string;
  readonly on: CalendarDate;
  readonly reason: string;
  readonly approver: Approver;
}

export const clearFraudFlag: DecideAccount<ClearFraudFlag> = (account, { buyerId, ...clearing }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const flag = account.flags.get(clearing.flagId);
  if (!flag) throw new Refusal('FLAG_UNKNOWN', { flagId: clearing.flagId });
  return flag.clearedOn === undefined ? [{ type: 'FraudFlagCleared', data: clearing }] : [];
};
