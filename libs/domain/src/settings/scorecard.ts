import type { Decimal } from '../shared';
import type { Version } from './versions';

/** What a value is worth: that up to and with `upTo`; the last band holds all that is above the one before. */
export interface Band {
  readonly upTo?: Decimal;
  /** 0 (worst) to 100 (best). */
  readonly points: number;
}

/** One fact of a buyer in a score: how much it weighs, and how many points its value is worth. */
export interface Factor {
  readonly fact: string;
  /** 1 to 1000; what counts is its share of all weights. */
  readonly weight: number;
  /** Rising; the last has no end. */
  readonly bands: readonly Band[];
  /** The points when nothing is known, 0 to 100. */
  readonly missing: number;
}

/** How a buyer is scored: which facts count, and at which score a grade ends. */
export interface ScorecardTerms {
  readonly model: string;
  /** Each fact once. */
  readonly factors: readonly Factor[];
  /** Nine falling scores: the lowest of grades 1 to 9. */
  readonly gradeCutoffs: readonly number[];
}

/** A published version of a scorecard. */
export interface Scorecard extends ScorecardTerms, Version {}

/** What is built in, under the model's name. */
export interface BuiltInScorecard extends ScorecardTerms {
  readonly version: 0;
  readonly publishedOn?: undefined;
}

/** The scorecard that a score is made with: a published version, or what is built in. */
export type ScorecardInForce = Scorecard | BuiltInScorecard;

/** The facts that the system works out itself, on the day of the score; nobody records them. */
export const COMPUTED_FACTS: readonly string[] = ['ownDaysBeyondTerms', 'ownOverdueShare', 'countryLevel'];

/** Bands from pairs of an upper end and its points, and the points of what is above the last. */
const bands = (above: number, ...ends: readonly (readonly [upTo: Decimal, points: number])[]): readonly Band[] => [
  ...ends.map(([upTo, points]) => ({ upTo, points })),
  { points: above },
];

/**
 * Version 0 of the model `usance`: our default, by judgement and not from statistics. docs/credit-policy.md gives the reason of
 * every number. What a seller publishes under the same name takes its place.
 */
export const BUILT_IN_SCORECARD: BuiltInScorecard = {
  model: 'usance',
  version: 0,
  factors: [
    // Days late, weighted by amount, of what was paid in the last 365 days.
    {
      fact: 'ownDaysBeyondTerms',
      weight: 30,
      bands: bands(0, ['0', 100], ['5', 90], ['15', 70], ['30', 45], ['60', 20]),
      missing: 50,
    },
    // Overdue as a share of what is open.
    {
      fact: 'ownOverdueShare',
      weight: 15,
      bands: bands(0, ['0', 100], ['0.05', 85], ['0.15', 60], ['0.3', 35], ['0.5', 15]),
      missing: 50,
    },
    // Current assets as a multiple of current liabilities.
    { fact: 'currentRatio', weight: 10, bands: bands(100, ['0.5', 0], ['1', 30], ['1.5', 60], ['2', 80]), missing: 40 },
    // Debt as a multiple of equity; below zero the equity is used up.
    {
      fact: 'debtToEquity',
      weight: 10,
      bands: bands(0, ['-0.000000001', 0], ['0.5', 100], ['1', 80], ['2', 50], ['4', 20]),
      missing: 40,
    },
    // The year's result as a share of sales.
    {
      fact: 'netMargin',
      weight: 10,
      bands: bands(100, ['-0.1', 0], ['0', 20], ['0.02', 45], ['0.05', 65], ['0.1', 85]),
      missing: 40,
    },
    // Judgments, enforcements and the like in the registers, counted.
    { fact: 'adverseRecords', weight: 10, bands: bands(0, ['0', 100], ['1', 50], ['2', 20]), missing: 60 },
    // The country's level, 1 (best) to 4.
    { fact: 'countryLevel', weight: 10, bands: bands(0, ['1', 100], ['2', 75], ['3', 40]), missing: 50 },
    { fact: 'yearsInBusiness', weight: 5, bands: bands(100, ['1', 10], ['3', 40], ['5', 60], ['10', 80]), missing: 40 },
  ],
  gradeCutoffs: [900, 800, 700, 600, 500, 400, 300, 200, 100],
};
