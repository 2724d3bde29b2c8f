import type { CalendarDate, Money } from '../../shared';
import type { DecideAccount } from '../account';

/** Notes that a temporary amount is over, once. Nothing to do before the day after its last, or when it is noted. Sent by the day. */
export interface EndTemporaryLimit {
  readonly buyerId: string;
  readonly amount: Money;
  readonly validFrom: CalendarDate;
  /** The last day. */
  readonly validTo: CalendarDate;
  readonly today: CalendarDate;
}

export const endTemporaryLimit: DecideAccount<EndTemporaryLimit> = (account, { amount, validFrom, validTo, today }) => {
  const stands = account.temporaryLimits.some(
    ({ minor, from, to, ended }) => !ended && minor === amount.minor && from === validFrom && to === validTo,
  );
  return stands && today > validTo ? [{ type: 'TemporaryLimitEnded', data: { amount, validFrom, validTo, today } }] : [];
};
