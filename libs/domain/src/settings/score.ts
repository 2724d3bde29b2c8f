import { compareDecimals, quotient, type Decimal, type Grade } from '../shared';
import type { Factor, ScorecardTerms } from './scorecard';

/** What one fact made of a score. */
export interface FactorScore {
  readonly fact: string;
  /** 0 (worst) to 100 (best). */
  readonly points: number;
  readonly weight: number;
  /** Its part of the score: weight × points of all weights × points, four decimals; zero when all are. */
  readonly share: Decimal;
  /** Whether nothing was known, so that the scorecard's `missing` counted. */
  readonly missing: boolean;
}

/** A score, 0 (worst) to 1000 (best), its grade, and what each fact made of it: the largest share first, then by name. */
export interface Score {
  readonly score: number;
  readonly grade: Grade;
  readonly factors: readonly FactorScore[];
}

/** Scores a buyer by the values of its facts. Exact: the same scorecard and values give the same score, anywhere. */
export const scoreOf = ({ factors, gradeCutoffs }: ScorecardTerms, values: ReadonlyMap<string, Decimal>): Score => {
  const scored = factors.map((factor) => ({ ...factor, ...pointsOf(factor, values.get(factor.fact)) }));
  const sum = sumOf(scored.map(({ weight, points }) => weight * points));
  const score = Number((20n * sum + totalWeight(factors)) / (2n * totalWeight(factors)));
  return {
    score,
    grade: (1 + gradeCutoffs.filter((cutoff) => score < cutoff).length) as Grade,
    factors: scored
      .map(({ fact, points, weight, missing }) => ({ fact, points, weight, share: shareOf(weight * points, sum), missing }))
      .sort((a, b) => compareDecimals(b.share, a.share) || (a.fact < b.fact ? -1 : 1)),
  };
};

const pointsOf = ({ bands, missing }: Factor, value: Decimal | undefined): { points: number; missing: boolean } => {
  if (value === undefined) return { points: missing, missing: true };
  const band = bands.find(({ upTo }) => upTo === undefined || compareDecimals(value, upTo) <= 0);
  if (!band) throw new Error('a scorecard whose bands end');
  return { points: band.points, missing: false };
};

const sumOf = (numbers: readonly number[]): bigint => numbers.reduce((sum, each) => sum + BigInt(each), 0n);

const totalWeight = (factors: readonly Factor[]): bigint => sumOf(factors.map(({ weight }) => weight));

const shareOf = (part: number, sum: bigint): Decimal => quotient(BigInt(part), sum === 0n ? 1n : sum, 4);
