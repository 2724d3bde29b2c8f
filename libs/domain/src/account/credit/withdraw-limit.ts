import { Refusal, type CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import { limitOn } from './limit';

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
  const { status } = limitOn(account.limits, effectiveFrom);
  if (status === 'NO_LIMIT') throw new Refusal('NO_LIMIT', { on: effectiveFrom });
  if (status === 'LIMIT_WITHDRAWN') return [];
  return [{ type: 'LimitWithdrawn', data: { effectiveFrom, reason } }];
};
