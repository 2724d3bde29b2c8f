import type { Decimal, Grade, Money } from '../shared';
import type { Version } from './versions';

/** A limit that follows an index: base × index / indexBase, within floor and cap, rounded down. */
export interface IndexLinked {
  readonly kind: 'index_linked';
  readonly buyerIds: readonly string[];
  readonly index: string;
  /** The index's value at which the limit is the base; above zero. */
  readonly indexBase: Decimal;
  readonly base: Money;
  readonly floor: Money;
  readonly cap: Money;
}

/** A limit that follows how the buyer pays, looked at on the first of each month over whole months before. */
export interface Behaviour {
  readonly kind: 'behaviour';
  /** Of which grades. */
  readonly grades: readonly Grade[];
  /** Raised after so many months in which the buyer paid at most so many days beyond terms. */
  readonly after: { readonly months: number; readonly maxDaysBeyondTerms: number };
  /** By which share of the limit: `0.20`. */
  readonly raiseBy: Decimal;
  /** Reduced when the buyer paid more than so many days beyond terms. */
  readonly whenDaysBeyondTerms: number;
  /** By which share of the limit, at most 1. */
  readonly reduceBy: Decimal;
}

/** By what limits change as the world does. What changes is proposed; with `autoApply` it is applied at once. */
export type LimitRuleTerms = (IndexLinked | Behaviour) & { readonly ruleId: string; readonly autoApply: boolean };

/** A published version of a rule. */
export type LimitRule = LimitRuleTerms & Version;
