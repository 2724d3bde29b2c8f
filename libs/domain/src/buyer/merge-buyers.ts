import { Refusal, type CalendarDate } from '../shared';
import { keptOf, type DecideMerges } from './merges';

/**
 * Says that two files are of the same company, and which one is kept: the duplicate's account takes no new business from then on, and
 * what is owed on it counts with the kept one's. Nothing moves; both histories stay.
 * Source: domain.md C01. Refused with BUYER_UNKNOWN for either, and with BUYER_MERGED for one that is a duplicate already; the facts
 * name where it went.
 */
export interface MergeBuyers {
  /** The one that is kept. */
  readonly buyerId: string;
  readonly duplicateId: string;
  readonly mergedOn: CalendarDate;
  readonly reason: string;
}

export const mergeBuyers: DecideMerges<MergeBuyers> = (merges, merge, facts) => {
  const { keptIsRegistered, duplicateIsRegistered, businessDay: recordedOn } = facts;
  if (!keptIsRegistered) throw new Refusal('BUYER_UNKNOWN', { buyerId: merge.buyerId });
  if (!duplicateIsRegistered) throw new Refusal('BUYER_UNKNOWN', { buyerId: merge.duplicateId });
  for (const buyerId of [merge.buyerId, merge.duplicateId]) {
    const kept = keptOf(merges, buyerId);
    if (kept !== undefined) throw new Refusal('BUYER_MERGED', { buyerId: kept });
  }
  return [{ type: 'BuyersMerged', data: { ...merge, recordedOn } }];
};
