import { UNGRADED, type ApprovalLevel, type CalendarDate, type Grade, type Money } from '../shared';

/** What a grade allows: how much, for how long, and how often it is looked at again. */
export interface GradeTerms {
  readonly grade: Grade;
  /** The most that a limit of this grade may be. */
  readonly maxLimit: Money;
  /** The most that a first limit may be. */
  readonly initialLimit: Money;
  /** The longest terms, in days from issue to due date. */
  readonly maxTermsDays: number;
  readonly reviewEveryDays: number;
}

/** Up to which amount a level of authority decides; the last one without an end. */
export interface Approval {
  readonly level: ApprovalLevel;
  readonly upTo?: Money;
}

/** What holds an order; each is strict: held above it. */
export interface HoldRules {
  /** Days past due of the oldest open invoice. */
  readonly oldestOverdueDays: number;
  /** Overdue share of the open invoices, a decimal string from "0" to "1". */
  readonly overdueShare: string;
  /** The worst grade that is not held. */
  readonly worstGrade: Grade;
}

/** Three rising levels of each metric: watch, warning, critical. Shares are decimal strings. */
export interface Thresholds {
  readonly utilisation: readonly [string, string, string];
  readonly daysOverdue: readonly [number, number, number];
  readonly overdueShare: readonly [string, string, string];
  readonly gradeDrop: readonly [number, number, number];
}

/** How credit is given, as the seller publishes it; what it does not say (before the first) is in version 0. */
export interface CreditPolicyTerms {
  readonly currency: string;
  /** All ten. */
  readonly grades: readonly GradeTerms[];
  /** Rising; the last has no end. */
  readonly approvals: readonly Approval[];
  /** Whether a request above the cap is cut to it, or referred. */
  readonly partialGrants: boolean;
  readonly hold: HoldRules;
  readonly thresholds: Thresholds;
  /** How far a metric falls back below a level before the level is armed again, as a share of the level: "0.05". */
  readonly hysteresis: string;
  readonly review: { readonly keyAccountDays: number; readonly freezeWhenOverdue: boolean };
  /** Orders to be shipped within so many days take credit; later ones do not yet. */
  readonly orderHorizonDays: number;
  /** How often a sector is looked at; `*`: all others. */
  readonly monitoring: readonly { readonly sector: string; readonly everyDays: number }[];
  /** Clauses that a contract must have, and what an order without them meets. */
  readonly contract: { readonly required: readonly string[]; readonly onMissing: 'warn' | 'hold' };
}

/** A published version; in force from its day until a later version's. */
export interface CreditPolicy extends CreditPolicyTerms {
  readonly version: number;
  readonly publishedOn: CalendarDate;
}

/**
 * Version 0, before any is published: it grants nothing (every request is referred to a director), holds nothing, and has no
 * currency. Thresholds, hysteresis and horizon are our defaults.
 */
export interface BuiltInPolicy extends Omit<CreditPolicyTerms, 'currency' | 'grades'> {
  readonly version: 0;
  readonly currency?: undefined;
  readonly grades: readonly [];
}

/** The policy that governs a decision: a published version, or what is built in. */
export type PolicyInForce = CreditPolicy | BuiltInPolicy;

export const BUILT_IN_POLICY: BuiltInPolicy = {
  version: 0,
  grades: [],
  approvals: [{ level: 'director' }],
  partialGrants: false,
  hold: { oldestOverdueDays: Number.MAX_SAFE_INTEGER, overdueShare: '1', worstGrade: 10 },
  thresholds: {
    utilisation: ['0.75', '0.90', '1'],
    daysOverdue: [1, 15, 30],
    overdueShare: ['0.75', '0.90', '1'],
    gradeDrop: [1, 2, 3],
  },
  hysteresis: '0.05',
  review: { keyAccountDays: 92, freezeWhenOverdue: false },
  orderHorizonDays: 60,
  monitoring: [],
  contract: { required: [], onMissing: 'warn' },
};

/** What a policy says of a grade, no grade counting as 6; none in version 0. */
export const termsOf = (policy: Pick<PolicyInForce, 'grades'>, grade: Grade = UNGRADED): GradeTerms | undefined =>
  policy.grades.find((terms) => terms.grade === grade);
