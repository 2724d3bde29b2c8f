import type { BuyerEvent, BuyerFact, CalendarDate, FactorScore } from '@usance/domain';
import { key, projection } from '../kernel';

/** A score of a buyer, with all that it is made of. */
export interface ScoreDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly scoredOn: CalendarDate;
  readonly model: string;
  readonly version: number;
  readonly score: number;
  readonly grade: number;
  readonly inputs: readonly BuyerFact[];
  readonly factors: readonly FactorScore[];
  readonly recordedAt: string;
}

/** So that keys sort as the events do. */
const ordered = (position: bigint): string => position.toString().padStart(19, '0');

/** How buyers were scored. */
export const scores = projection<ScoreDocument, BuyerEvent>()({
  name: 'scores',
  version: 1,
  on: {
    BuyerScored: {
      keys: ({ seller, entity, position }) => [key(seller, entity, ordered(position))],
      fold: (_none, { seller, entity, recordedAt, data: { scoredOn, model, version, score, grade, inputs, factors } }) => ({
        seller,
        buyer: entity,
        scoredOn,
        model,
        version,
        score,
        grade,
        inputs,
        factors,
        recordedAt,
      }),
    },
  },
});
