import type { CalendarDate, Decimal } from '../shared';
import type { DecideBuyer } from './buyer';
import { theFile } from './guards';

/**
 * Notes what is known of the buyer as of a day, with its source, for scores to come. Of two values from the same day the later recorded
 * holds; the same from the same source is nothing to do.
 * Source: domain.md C01, C02. Refused with BUYER_UNKNOWN.
 */
export interface RecordBuyerFact {
  readonly buyerId: string;
  readonly fact: string;
  /** Yes counts as 1, no as 0. */
  readonly value: Decimal | boolean;
  readonly source: string;
  readonly asOf: CalendarDate;
}

export const recordBuyerFact: DecideBuyer<RecordBuyerFact> = (buyer, { buyerId, fact, value: said, source, asOf }) => {
  theFile(buyer, buyerId);
  const value = typeof said === 'boolean' ? String(Number(said)) : said;
  const known = buyer.facts.get(fact)?.find((each) => each.asOf === asOf);
  if (known?.value === value && known.source === source) return [];
  return [{ type: 'BuyerFactRecorded', data: { fact, value, source, asOf } }];
};
