import { addDays, type AccountEvent, type CalendarDate } from '@usance/domain';
import { byTheDay } from './kernel/by-the-day';

interface Security {
  readonly securityId: string;
  readonly validTo: CalendarDate;
}

const id = ({ securityId }: Pick<Security, 'securityId'>): string => securityId;

/** On the day after the last day of a security it expires, unless it is released by then; so does one that is released ahead, on its day. */
export const endSecuritiesOnTheDayAfterTheirLast = byTheDay<AccountEvent, Security>({
  name: 'end-securities-on-the-day-after-their-last',
  rows: 'ending_securities',
  on: {
    SecurityRecorded: {
      id,
      becomes: ({ securityId, validTo }) =>
        validTo === undefined ? undefined : { securityId, validTo, sendOn: addDays(validTo, 1) },
    },
    SecurityReleased: {
      id,
      becomes: ({ securityId, releasedOn, ahead }, row) => {
        if (row && row.validTo < releasedOn) return undefined;
        return ahead ? { securityId, validTo: addDays(releasedOn, -1), sendOn: releasedOn } : 'closed';
      },
    },
    SecurityExpired: { id, becomes: () => 'done' },
  },
  sends: ({ buyer, securityId, sendOn }) => ({
    name: 'ExpireSecurity',
    payload: { buyerId: buyer, securityId, today: sendOn },
  }),
});
