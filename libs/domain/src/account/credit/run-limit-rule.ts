import {
  addMonths,
  billionths,
  least,
  money,
  monthStart,
  ONE,
  UNGRADED,
  type CalendarDate,
  type Decimal,
  type Grade,
} from '../../shared';
import type { Behaviour, IndexLinked, LimitRule } from '../../settings/limit-rule';
import { termsOf, type PolicyInForce } from '../../settings/credit-policy';
import { currencyOf, type Account, type DecideAccount } from '../account';
import type { AccountEvent } from '../account.events';
import { gradeOn, type AccountFacts } from '../facts';
import type { LimitChangeProposed } from './credit.events';
import { limitOn } from './limit';
import { daysBeyondTerms } from './payment-behaviour';

/**
 * Runs a limit rule on an account, for a day: a change is proposed where a limit is in force and would change, and applied at once where
 * the rule says so. A newer run makes a pending proposal of the rule meaningless; an older one, come late, does nothing, nor does one
 * that ran already, unless a corrected value of the day's index leads elsewhere. A pure function of events and the rule's version: the same history gives the same proposals. Sent by the system
 * when an index is recorded, and on the first of each month. Source: domain rules C05.
 */
export interface RunLimitRule {
  readonly buyerId: string;
  readonly ruleId: string;
  /** The day that the rule is run for. */
  readonly on: CalendarDate;
}

export const runLimitRule: DecideAccount<RunLimitRule> = (account, { ruleId, on }, facts) => {
  const rule = facts.limitRuleOn(on);
  const before = account.proposals.filter((proposal) => proposal.ruleId === ruleId);
  if (!rule || isOver(rule, before, on)) return [];
  const ofTheDay = before.filter((proposal) => proposal.on === on);
  const limit = limitOn(account.limits, on);
  const target = limit.status === 'in_force' ? targetOf(account, rule, on, facts) : undefined;
  if (ofTheDay.some(({ to, status }) => to === target?.minor && status !== 'superseded')) return [];
  const proposalId = ofTheDay.isEmpty() ? `${ruleId}:${on}` : `${ruleId}:${on}.${ofTheDay.size + 1}`;
  const superseded = supersede(before, proposalId);
  if (!target || target.minor === limit.minor) return superseded;
  const [from, to] = [money(limit.minor, currencyOf(account)), money(target.minor, currencyOf(account))];
  const proposed: LimitChangeProposed = {
    type: 'LimitChangeProposed',
    data: { proposalId, ruleId, ruleVersion: rule.version, from, to, on, inputs: target.inputs },
  };
  return [...superseded, proposed, ...(appliesItself(rule, proposed, facts) ? apply(proposed, facts) : [])];
};

/** Whether the rule has run for a later day, or for this one and can come to nothing else: an index may be corrected. */
const isOver = ({ kind }: LimitRule, before: Account['proposals'], day: CalendarDate): boolean =>
  before.some(({ on }) => on > day || (on === day && kind === 'behaviour'));

const supersede = (before: Account['proposals'], by: string): AccountEvent[] =>
  [...before].flatMap(([proposalId, { status }]): AccountEvent[] =>
    status === 'pending' ? [{ type: 'LimitChangeSuperseded', data: { proposalId, by } }] : [],
  );

/** A raise on a duplicate is new business, and waits for a person, who is refused it. */
const appliesItself = ({ autoApply }: LimitRule, { data: { from, to } }: LimitChangeProposed, facts: AccountFacts): boolean =>
  autoApply && (to.minor < from.minor || facts.mergedInto === undefined);

/** What a rule makes of a limit, in minor units, and from which figures. */
interface Target {
  readonly minor: bigint;
  readonly inputs: Readonly<Record<string, string>>;
}

const targetOf = (account: Account, rule: LimitRule, on: CalendarDate, facts: AccountFacts): Target | undefined =>
  rule.kind === 'index_linked' ? byIndex(account, rule, on, facts) : byBehaviour(account, rule, on, facts);

/** base × index / indexBase, within floor and cap, rounded down. */
const byIndex = (account: Account, rule: IndexLinked, on: CalendarDate, facts: AccountFacts): Target | undefined => {
  const { base, floor, cap, indexBase } = rule;
  const index = facts.indexOn(on);
  if (index === undefined || base.currency !== account.currency) return undefined;
  const linked = (base.minor * billionths(index)) / billionths(indexBase);
  const raised = linked < floor.minor ? floor.minor : linked;
  return { minor: least(raised, cap.minor), inputs: { index, indexBase } };
};

/**
 * Over whole months before: raised when the buyer paid in time and the limit did not change in them, to at most the policy's highest for
 * its grade; reduced when it paid too late; rounded down. Nothing where nothing was paid.
 */
const byBehaviour = (account: Account, rule: Behaviour, on: CalendarDate, facts: AccountFacts): Target | undefined => {
  const months = { from: addMonths(monthStart(on), -rule.after.months), before: monthStart(on) };
  const days = daysBeyondTerms(account, months);
  const grade = facts.buyer.gradeOn(on)?.grade ?? UNGRADED;
  if (!rule.grades.includes(grade) || days === undefined) return undefined;
  const minor = byDays(account, rule, days, { on, since: months.from, highest: highestOf(account, facts.policyOn(on), grade) });
  return minor === undefined ? undefined : { minor, inputs: { daysBeyondTerms: days, ...months } };
};

const byDays = (
  account: Account,
  { after, raiseBy, whenDaysBeyondTerms, reduceBy }: Behaviour,
  days: Decimal,
  { on, since, highest }: { readonly on: CalendarDate; readonly since: CalendarDate; readonly highest: bigint },
): bigint | undefined => {
  const { minor, decision } = limitOn(account.limits, on);
  const isAbove = (most: number): boolean => billionths(days) > BigInt(most) * ONE;
  if (isAbove(whenDaysBeyondTerms)) return (minor * (ONE - billionths(reduceBy))) / ONE;
  if (isAbove(after.maxDaysBeyondTerms) || !decision || decision.from >= since) return undefined;
  const raised = least((minor * (ONE + billionths(raiseBy))) / ONE, highest);
  return raised > minor ? raised : undefined;
};

/** The most that the policy lets a limit of the grade be; nothing in a currency that it does not know. */
const highestOf = (account: Account, policy: PolicyInForce, grade: Grade): bigint =>
  policy.currency === account.currency ? (termsOf(policy, grade)?.maxLimit.minor ?? 0n) : 0n;

const apply = ({ data: { proposalId, ruleId, from, to, on } }: LimitChangeProposed, facts: AccountFacts): AccountEvent[] => {
  const reason = `limit rule ${ruleId}`;
  const change = { amount: to, effectiveFrom: on, reason, proposalId, ...gradeOn(facts, on) };
  return [
    { type: 'LimitChangeApproved', data: { proposalId, approver: 'rule', on, reason } },
    { type: to.minor > from.minor ? 'LimitIncreased' : 'LimitReduced', data: change },
  ];
};
