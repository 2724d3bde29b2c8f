import type { CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { limitOn } from './limit';

/** Notes that the limit is over: its last day has passed. Once; nothing to do while another is in force. Sent by the day. */
export interface ExpireLimit {
  readonly buyerId: string;
  readonly today: CalendarDate;
}

export const expireLimit: DecideAccount<ExpireLimit> = (account, { today }) => {
  const { status, decision } = limitOn(account.limits, today);
  const validTo = decision?.to;
  if (status !== 'LIMIT_EXPIRED' || validTo === undefined || account.limitEndedOn === validTo) return [];
  return [{ type: 'LimitExpired', data: { validTo, today } }];
};
