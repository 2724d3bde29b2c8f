import type { BuyerScored } from '@usance/domain';
import { scoreAnswer } from './score.answer';

describe('the answer of ScoreBuyer', () => {
  it('tells the score, its model and version, and each factor without its weight', () => {
    const scored: BuyerScored = {
      type: 'BuyerScored',
      data: {
        scoredOn: '2026-03-01',
        model: 'retail',
        version: 2,
        score: 850,
        grade: 2,
        inputs: [{ fact: 'currentRatio', value: '1.8', source: 'annual report', asOf: '2025-12-31' }],
        factors: [
          { fact: 'currentRatio', points: 80, weight: 3, share: '0.7059', missing: false },
          { fact: 'adverseRecords', points: 100, weight: 1, share: '0.2941', missing: true },
        ],
        seen: { policy: '2' },
        atLastLimit: { grade: null, changes: 0 },
      },
    };
    expect(scoreAnswer.from([scored])).toEqual({
      score: {
        model: 'retail',
        version: 2,
        scoredOn: '2026-03-01',
        score: 850,
        grade: 2,
        factors: [
          { fact: 'currentRatio', points: 80, share: '0.7059', missing: false },
          { fact: 'adverseRecords', points: 100, share: '0.2941', missing: true },
        ],
      },
    });
  });
});
