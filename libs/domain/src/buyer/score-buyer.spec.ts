import { asked, factRecorded, facts, given, NO_LIMIT } from '../../../../test/spec/buyer';
import type { BuyerScored } from './buyer.events';
import { scoreBuyer } from './score-buyer';

describe('ScoreBuyer', () => {
  const score = (details: object = {}) => asked('ScoreBuyer', { scoredOn: '2026-03-01', model: 'retail', ...details });
  const known = [factRecorded('currentRatio', '1.35', '2025-12-31'), factRecorded('adverseRecords', '0', '2026-02-01', 'bureau')];
  // 10 × (3 × 80 + 1 × 100) / 4 = 850
  const result: BuyerScored = {
    type: 'BuyerScored',
    data: {
      scoredOn: '2026-03-01',
      model: 'retail',
      version: 2,
      score: 850,
      grade: 2,
      inputs: [
        { fact: 'currentRatio', value: '1.35', source: 'annual report', asOf: '2025-12-31' },
        { fact: 'adverseRecords', value: '0', source: 'bureau', asOf: '2026-02-01' },
      ],
      factors: [
        { fact: 'currentRatio', points: 80, weight: 3, share: '0.7059', missing: false },
        { fact: 'adverseRecords', points: 100, weight: 1, share: '0.2941', missing: false },
      ],
      seen: { policy: '2' },
      atLastLimit: NO_LIMIT,
    },
  };

  it('tells every input with its source and day, what it gave, and by which scorecard', () =>
    given(...known)
      .when(score())
      .then(result));

  it('takes the facts as of the day', () =>
    given(...known, factRecorded('currentRatio', '0.5', '2026-03-02'))
      .when(score())
      .then(result));

  it('counts what is not known as the scorecard says', () =>
    given()
      .when(score())
      .then({
        type: 'BuyerScored',
        data: {
          ...result.data,
          score: 475,
          grade: 6,
          inputs: [],
          factors: [
            { fact: 'currentRatio', points: 50, weight: 3, share: '0.7895', missing: true },
            { fact: 'adverseRecords', points: 40, weight: 1, share: '0.2105', missing: true },
          ],
        },
      }));

  it('goes by the built-in scorecard when no model is named', () =>
    expect(scoreBuyer(given().state, { buyerId: 'B7', scoredOn: '2026-03-01' }, facts)).toMatchObject([
      { type: 'BuyerScored', data: { model: 'usance', version: 0, score: 475, grade: 6 } },
    ]));

  it('takes what the system works out itself: the ledger, and the rating of the country', () =>
    given()
      .knowing({
        scorecardOn: () => ({
          model: 'own',
          version: 0,
          factors: ['ownDaysBeyondTerms', 'ownOverdueShare', 'countryLevel'].map((fact) => ({
            fact,
            weight: 1,
            bands: [{ upTo: '2', points: 50 }, { points: 0 }],
            missing: 20,
          })),
          gradeCutoffs: [900, 800, 700, 600, 500, 400, 300, 200, 100],
        }),
        paymentBehaviourOn: (day) => (day === '2026-03-01' ? { daysBeyondTerms: '12.5' } : {}),
        countryRatingOn: () => ({ level: 2, source: 'Allianz Trade', effectiveOn: '2026-01-01' }),
      })
      .when(score({ model: 'own' }))
      .then({
        type: 'BuyerScored',
        data: {
          scoredOn: '2026-03-01',
          model: 'own',
          version: 0,
          score: 233,
          grade: 8,
          inputs: [
            { fact: 'ownDaysBeyondTerms', value: '12.5', source: 'ledger', asOf: '2026-03-01' },
            { fact: 'countryLevel', value: '2', source: 'Allianz Trade', asOf: '2026-01-01' },
          ],
          factors: [
            { fact: 'countryLevel', points: 50, weight: 1, share: '0.7143', missing: false },
            { fact: 'ownOverdueShare', points: 20, weight: 1, share: '0.2857', missing: true },
            { fact: 'ownDaysBeyondTerms', points: 0, weight: 1, share: '0.0000', missing: false },
          ],
          seen: { policy: '2' },
          atLastLimit: NO_LIMIT,
        },
      }));

  it('is refused for a model without a scorecard', () =>
    given()
      .when(score({ model: 'wholesale' }))
      .refused('SCORECARD_UNKNOWN', { model: 'wholesale', on: '2026-03-01' }));
});
