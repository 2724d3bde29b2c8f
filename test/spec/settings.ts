import {
  APPROVAL_LEVELS,
  type CreditPolicy,
  type Grade,
  type LimitRule,
  type PublishCreditPolicy,
  type Scorecard,
  type SettingsEvent,
} from '@usance/domain';
import { amount, type Asked } from './given-when-then';

const GRADES: readonly Grade[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The usual policy: the better the grade, the more and the longer; a level of authority for each thousand. */
export const creditPolicy: PublishCreditPolicy = {
  publishedOn: '2026-01-01',
  currency: 'EUR',
  grades: GRADES.map((grade) => ({
    grade,
    maxLimit: amount(`${11 - grade}000.00`),
    initialLimit: amount(`${11 - grade}00.00`),
    maxTermsDays: 100 - 10 * grade,
    reviewEveryDays: 365,
  })),
  approvals: APPROVAL_LEVELS.map((level, index) =>
    index === APPROVAL_LEVELS.length - 1 ? { level } : { level, upTo: amount(`${index + 1}000.00`) },
  ),
  partialGrants: true,
  hold: { oldestOverdueDays: 30, overdueShare: '0.25', worstGrade: 8 },
  thresholds: {
    utilisation: ['0.75', '0.9', '1'],
    daysOverdue: [1, 15, 30],
    overdueShare: ['0.1', '0.25', '0.5'],
    gradeDrop: [1, 2, 3],
  },
  hysteresis: '0.05',
  review: { keyAccountDays: 92, freezeWhenOverdue: true },
  orderHorizonDays: 60,
  monitoring: [{ sector: '*', everyDays: 90 }],
  contract: { required: ['retention of title'], onMissing: 'warn' },
};

/** The business day on which settings are published. */
export const RECORDED = '2026-01-05';

export const publishCreditPolicy = (changes: Partial<PublishCreditPolicy> = {}): Asked => ({
  name: 'PublishCreditPolicy',
  payload: { ...creditPolicy, ...changes },
});

export const creditPolicyPublished = (version: number, changes: Partial<CreditPolicy> = {}): SettingsEvent => ({
  type: 'CreditPolicyPublished',
  data: { ...creditPolicy, version, recordedOn: RECORDED, ...changes },
});

/** The usual scorecard: two facts, of which the first weighs three times as much. */
export const scorecard: Omit<Scorecard, 'version'> = {
  publishedOn: '2026-01-01',
  model: 'retail',
  factors: [
    { fact: 'currentRatio', weight: 3, bands: [{ upTo: '1', points: 20 }, { points: 80 }], missing: 50 },
    { fact: 'adverseRecords', weight: 1, bands: [{ upTo: '0', points: 100 }, { points: 0 }], missing: 40 },
  ],
  gradeCutoffs: [900, 800, 700, 600, 500, 400, 300, 200, 100],
};

export const publishScorecard = (changes: Partial<Scorecard> = {}): Asked => ({
  name: 'PublishScorecard',
  payload: { ...scorecard, ...changes },
});

export const scorecardPublished = (version: number, changes: Partial<Scorecard> = {}): SettingsEvent => ({
  type: 'ScorecardPublished',
  data: { ...scorecard, version, ...changes },
});

/** The usual rules: one limit that follows an index, and limits that follow how their buyers pay. */
export const copperRule: LimitRule = {
  ruleId: 'copper',
  publishedOn: '2026-01-01',
  kind: 'index_linked',
  buyerIds: ['B7'],
  index: 'LME-CU',
  indexBase: '8500.00',
  base: amount('1000.00'),
  floor: amount('500.00'),
  cap: amount('2000.00'),
  autoApply: false,
  version: 1,
};

export const payerRule: LimitRule = {
  ruleId: 'payers',
  publishedOn: '2026-01-01',
  kind: 'behaviour',
  grades: [1, 2, 3],
  after: { months: 6, maxDaysBeyondTerms: 5 },
  raiseBy: '0.20',
  whenDaysBeyondTerms: 30,
  reduceBy: '0.50',
  autoApply: true,
  version: 1,
};
