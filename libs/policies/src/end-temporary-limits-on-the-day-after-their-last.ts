import { addDays, money, type AccountEvent, type CalendarDate, type Money } from '@usance/domain';
import { byTheDay, type ThingRow, type Waiting } from './kernel/by-the-day';

interface TemporaryLimit {
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** How many there are of the same amount and days. */
  readonly alike: number;
}

type Granted = Pick<TemporaryLimit, 'validFrom' | 'validTo'> & { readonly amount: Money };

/** A temporary limit has no id: it is known by its days and its amount. */
const id = ({ validFrom, validTo, amount }: Granted): string => `${validFrom}:${validTo}:${amount.minor}`;

const waiting = ({ validFrom, validTo, amount }: Granted, alike: number): Waiting<TemporaryLimit> => ({
  validFrom,
  validTo,
  amountMinor: amount.minor,
  currency: amount.currency,
  alike,
  sendOn: addDays(validTo, 1),
});

const stillWaiting = (row: ThingRow<TemporaryLimit> | undefined): number => (row?.status === 'waiting' ? row.alike : 0);

/** On the day after the last day of a temporary limit, it ends, each once, those that are alike, too. */
export const endTemporaryLimitsOnTheDayAfterTheirLast = byTheDay<AccountEvent, TemporaryLimit>({
  name: 'end-temporary-limits-on-the-day-after-their-last',
  rows: 'ending_temporary_limits',
  idle: true,
  on: {
    TemporaryLimitGranted: { id, becomes: (data, row) => waiting(data, stillWaiting(row) + 1) },
    TemporaryLimitEnded: {
      id,
      becomes: (data, row) => (stillWaiting(row) > 1 ? waiting(data, stillWaiting(row) - 1) : 'done'),
    },
  },
  sends: ({ buyer, validFrom, validTo, amountMinor, currency, sendOn }) => ({
    name: 'EndTemporaryLimit',
    payload: { buyerId: buyer, validFrom, validTo, amount: money(amountMinor, currency), today: sendOn },
  }),
});
