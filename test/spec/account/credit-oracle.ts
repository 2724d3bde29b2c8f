import type { AccountEvent, CalendarDate } from '@usance/domain';
import { journal } from './journal';

interface Decision {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly minor: bigint;
}

const FOREVER = '9999-12-31';

/** The decision that governs on a day: of those begun, the one that began last; of two from one day, the later recorded. */
const governing = (decisions: readonly Decision[], day: CalendarDate): Decision | undefined =>
  decisions
    .filter(({ from }) => from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    .at(-1);

const decisionsOf = (events: readonly AccountEvent[]): Decision[] => {
  const decisions: Decision[] = [];
  for (const { type, data } of events) {
    if (type === 'LimitGranted') decisions.push({ from: data.validFrom, to: data.validTo ?? FOREVER, minor: data.amount.minor });
    if (type === 'LimitWithdrawn') decisions.push({ from: data.effectiveFrom, to: '', minor: 0n });
    if (type === 'LimitIncreased' || type === 'LimitReduced')
      decisions.push({
        from: data.effectiveFrom,
        to: governing(decisions, data.effectiveFrom)?.to ?? '',
        minor: data.amount.minor,
      });
  }
  return decisions;
};

/** The invoices that were issued beyond the limit in force, told from the events alone; none is what credit control is for. */
export const issuedBeyondTheLimit = (events: readonly AccountEvent[]): string[] =>
  events.flatMap((event, index) => {
    if (event.type !== 'InvoiceIssued') return [];
    const { invoiceId, amount, issuedOn, shippedOn = issuedOn } = event.data;
    const before = events.slice(0, index);
    const limit = governing(decisionsOf(before), shippedOn);
    const used = journal(before).reduce((sum, { minor }) => sum + minor, 0n);
    return limit && shippedOn <= limit.to && used + amount.minor <= limit.minor ? [] : [invoiceId];
  });
