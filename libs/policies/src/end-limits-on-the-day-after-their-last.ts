import { addDays, type AccountEvent, type CalendarDate } from '@usance/domain';
import { byTheDay, type Becomes } from './kernel/by-the-day';

interface Limit {
  readonly validTo: CalendarDate;
}

const lasts = (validTo: CalendarDate | undefined): Becomes<Limit> =>
  validTo === undefined ? 'closed' : { validTo, sendOn: addDays(validTo, 1) };

/**
 * On the day after the last day of an account's limit, the limit expires. A newer decision takes the place of the one before; a change
 * of the amount keeps the last day; one withdrawn before it has nothing left to expire.
 */
export const endLimitsOnTheDayAfterTheirLast = byTheDay<AccountEvent, Limit>({
  name: 'end-limits-on-the-day-after-their-last',
  rows: 'ending_limits',
  idle: true,
  on: {
    LimitGranted: { becomes: ({ validTo }) => lasts(validTo) },
    LimitDecided: {
      becomes: ({ effect, validTo }) => {
        if (effect === 'none') return undefined;
        return effect === 'set' ? lasts(validTo) : 'closed';
      },
    },
    LimitWithdrawn: { becomes: ({ effectiveFrom }, row) => (row && row.validTo < effectiveFrom ? undefined : 'closed') },
    LimitExpired: { becomes: () => 'done' },
  },
  sends: ({ buyer, sendOn }) => ({ name: 'ExpireLimit', payload: { buyerId: buyer, today: sendOn } }),
});
