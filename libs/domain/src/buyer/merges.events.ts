import type { CalendarDate, DomainEvent } from '../shared';

/** Two files are of the same company: the duplicate's goes on in the kept one's. Both histories stay. */
export type BuyersMerged = DomainEvent<
  'BuyersMerged',
  {
    /** The kept one. */
    readonly buyerId: string;
    readonly duplicateId: string;
    readonly mergedOn: CalendarDate;
    readonly reason: string;
    /** The business day: from then on what the duplicate owes is held against the kept one's thresholds. */
    readonly recordedOn: CalendarDate;
  }
>;

export type MergesEvent = BuyersMerged;
