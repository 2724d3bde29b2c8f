import type { BuyerScored } from '@usance/domain';
import type { Says } from '../commands/requests-for';
import { shown } from '../http/shown';

/** What one fact made of a score. */
class Factor {
  @shown.text({ example: 'ownDaysBeyondTerms' })
  fact!: string;

  @shown.count({ means: '0 to 100.' })
  points!: number;

  @shown.text({ example: '0.3077', means: 'Of the score: weight × points over the sum of all; four decimals.' })
  share!: string;

  @shown.flag({ means: 'Nothing is known of it; it counts as the scorecard says.' })
  missing!: boolean;
}

/** A score: what came out, by which scorecard, and why. */
class Score {
  @shown.text({ example: 'usance' })
  model!: string;

  @shown.count({ means: 'Of the scorecard; 0: what is built in.' })
  version!: number;

  @shown.day()
  scoredOn!: string;

  @shown.count({ means: '0 to 1000, the best.' })
  score!: number;

  @shown.count({ means: '1, the best, to 10.' })
  grade!: number;

  @shown.list(Factor, { means: 'The largest share first, then by name.' })
  factors!: Factor[];
}

/** What the answer of ScoreBuyer tells beside its events. */
class ScoreAnswer {
  @shown.one(Score)
  score!: Score;
}

export const scoreAnswer: Says<ScoreAnswer> = {
  told: ScoreAnswer,
  from: ([scored]) => {
    const { model, version, scoredOn, score, grade, factors } = (scored as BuyerScored).data;
    const told = factors.map(({ fact, points, share, missing }) => ({ fact, points, share, missing }));
    return { score: { model, version, scoredOn, score, grade, factors: told } };
  },
};
