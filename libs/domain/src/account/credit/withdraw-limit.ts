import { Refusal, type CalendarDate } from '../../shared';
import { governing, type DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';

/**
 * Ends the limit from a day on. What is open stays owed (run-off); new credit is refused. Nothing to do when it is withdrawn
 * by then already. Refused with NO_LIMIT when none was ever given.
 */
export interface WithdrawLimit {
  readonly buyerId: string;
  readonly effectiveFrom: CalendarDate;
  readonly reason: string;
}

export const withdrawLimit: DecideAccount<WithdrawLimit> = (account, { buyerId, effectiveFrom, reason }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  if (account.limits.length === 0) throw new Refusal('NO_LIMIT', { on: effectiveFrom });
  const entry = governing(account, effectiveFrom);
  if (entry && entry.minor === undefined) return [];
  return [{ type: 'LimitWithdrawn', data: { effectiveFrom, reason } }];
};
