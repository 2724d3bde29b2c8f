import { Refusal, type CalendarDate } from '../shared';
import { scoreOf } from '../settings/score';
import { BUILT_IN_SCORECARD } from '../settings/scorecard';
import { factOn, type Buyer, type BuyerFacts, type DecideBuyer } from './buyer';
import type { BuyerFact, BuyerScored } from './buyer.events';
import { withGradeDrop } from './grade';
import { theFile } from './guards';

/**
 * Scores the buyer by a model's scorecard in force on the day, from what was known as of the day: the newest value of each fact, how
 * the buyer pays by the ledger, and the level of its country. Every input stands in the event, so the score can be done again.
 * Source: domain.md C02, C03; api-credit.md "Settings, versioned". Refused with BUYER_UNKNOWN, SCORECARD_UNKNOWN.
 */
export interface ScoreBuyer {
  readonly buyerId: string;
  readonly scoredOn: CalendarDate;
  /** The built-in one's name when absent. */
  readonly model?: string;
}

export const scoreBuyer: DecideBuyer<ScoreBuyer> = (buyer, { buyerId, scoredOn, model = BUILT_IN_SCORECARD.model }, facts) => {
  theFile(buyer, buyerId);
  const scorecard = facts.scorecardOn(model, scoredOn);
  if (!scorecard) throw new Refusal('SCORECARD_UNKNOWN', { model, on: scoredOn });
  const inputs = scorecard.factors.flatMap(({ fact }) => inputOn(buyer, fact, scoredOn, facts) ?? []);
  const result = scoreOf(scorecard, new Map(inputs.map(({ fact, value }) => [fact, value])));
  const data = { scoredOn, model, version: scorecard.version, ...result, inputs, seen: facts.seen };
  return [withGradeDrop<BuyerScored>(buyer, { type: 'BuyerScored', data }, scoredOn, facts)];
};

/** What is known of a fact: worked out by the system, or the newest that was recorded. */
const inputOn = (buyer: Buyer, fact: string, day: CalendarDate, facts: BuyerFacts): BuyerFact | undefined => {
  switch (fact) {
    case 'ownDaysBeyondTerms':
      return fromLedger(fact, facts.paymentBehaviourOn(day).daysBeyondTerms, day);
    case 'ownOverdueShare':
      return fromLedger(fact, facts.paymentBehaviourOn(day).overdueShare, day);
    case 'countryLevel': {
      const rated = facts.countryRatingOn(day);
      return rated && { fact, value: String(rated.level), source: rated.source, asOf: rated.effectiveOn };
    }
    default:
      return factOn(buyer, fact, day);
  }
};

const fromLedger = (fact: string, value: string | undefined, asOf: CalendarDate): BuyerFact | undefined =>
  value === undefined ? undefined : { fact, value, source: 'ledger', asOf };
