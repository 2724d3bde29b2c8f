import type { CalendarDate, Decimal, DomainEvent } from '../shared';
import type { CreditPolicy } from './credit-policy';
import type { LimitRule } from './limit-rule';
import type { Scorecard } from './scorecard';

/** The seller published how credit is given; in force from its day until a later version's. */
export type CreditPolicyPublished = DomainEvent<
  'CreditPolicyPublished',
  CreditPolicy & {
    /** The business day on which it was recorded: thresholds are held against it from the later of the two days. */
    readonly recordedOn: CalendarDate;
  }
>;

/** The seller published how buyers are scored; in force from its day until a later version's. */
export type ScorecardPublished = DomainEvent<'ScorecardPublished', Scorecard>;

/** The seller published by what limits change; in force from its day until a later version's. */
export type LimitRulePublished = DomainEvent<'LimitRulePublished', LimitRule>;

/** A rule was run for a day, on every account that it concerns. */
export type LimitRuleRun = DomainEvent<
  'LimitRuleRun',
  {
    readonly ruleId: string;
    readonly on: CalendarDate;
    /** How many accounts were looked at. */
    readonly accounts: number;
  }
>;

export type SettingsEvent = CreditPolicyPublished | ScorecardPublished | LimitRulePublished | LimitRuleRun;

/** The value of an index on a day, as its source says. */
export interface IndexValue {
  readonly value: Decimal;
  readonly asOf: CalendarDate;
  readonly source: string;
}

/** An index had a value. */
export type IndexRecorded = DomainEvent<'IndexRecorded', IndexValue & { readonly index: string }>;

export type IndexEvent = IndexRecorded;
