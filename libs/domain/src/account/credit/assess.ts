import {
  addDays,
  cutOff,
  levelsMoved,
  type AlertLevel,
  type CalendarDate,
  type CommandTable,
  type LevelStates,
  type ThresholdsMoved,
  billionths,
  ONE,
  type Decimal,
} from '../../shared';
import type { PolicyInForce } from '../../settings/credit-policy';
import type { Account } from '../account';
import type { AccountEvent } from '../account.events';
import { evolve } from '../evolve';
import type { AccountFacts } from '../facts';
import { creditOn, overdueOn } from './standing';
import type { AccountMetric, AccountThresholds } from './thresholds.events';

/** What is watched, as it is on a day: shares and ratios as decimal strings, cut off after nine digits; null: nothing to measure. */
export type Metrics = Readonly<Record<AccountMetric, string | null>>;

/**
 * utilisation = used / (used + available), null without a base; overdueShare of the open invoices, null while none is open;
 * daysOverdue of the oldest open invoice. Source: api-credit.md "By the day".
 */
export const metricsOn = (account: Account, day: CalendarDate, facts: Pick<AccountFacts, 'duplicates' | 'coverOn'>): Metrics => {
  const { used, available } = creditOn(account, day, facts);
  const { open, overdue, oldestDays } = overdueOn(account, day, facts.duplicates);
  return {
    utilisation: used + available > 0n ? cutOff(used, used + available) : null,
    daysOverdue: String(oldestDays),
    overdueShare: open > 0n ? cutOff(overdue, open) : null,
  };
};

const METRICS: readonly AccountMetric[] = ['utilisation', 'daysOverdue', 'overdueShare'];

/** Where the account's metrics stand to the levels of the policy, after what happened. */
export const assess = (account: Account, day: CalendarDate, facts: AccountFacts): ThresholdsMoved<AccountMetric> | undefined => {
  const { thresholds, hysteresis, version } = facts.policyOn(day);
  if (isQuiet(account, day, facts, thresholds.utilisation[0])) return undefined;
  const metrics = metricsOn(account, day, facts);
  const moves = METRICS.map((metric) =>
    levelsMoved({
      metric,
      value: metrics[metric],
      on: day,
      levels: thresholds[metric],
      hysteresis,
      before: account.levels[metric] ?? NONE,
    }),
  );
  const crossed = moves.flatMap((move) => move.crossed);
  const rearmed = moves.flatMap((move) => move.rearmed);
  if (crossed.length === 0 && rearmed.length === 0) return undefined;
  return { ...(crossed.length > 0 && { crossed }), ...(rearmed.length > 0 && { rearmed }), policyVersion: version };
};

/**
 * Whether no level can move: none is crossed, nothing is overdue, and less than the lowest level of utilisation is used. Most accounts at
 * most times; the metrics need not be put into decimals then.
 */
const isQuiet = (account: Account, day: CalendarDate, facts: AccountFacts, lowest: Decimal): boolean => {
  if (Object.values(account.levels).some((levels) => Object.values(levels).some(({ isCrossed }) => isCrossed))) return false;
  if (overdueOn(account, day, facts.duplicates).overdue > 0n) return false;
  const { used, available } = creditOn(account, day, facts);
  const base = used + available;
  return base <= 0n || used * ONE < billionths(lowest) * base;
};

const NONE: LevelStates = {};

/** Days after `day` on which a metric moves by itself because of the event: an overdue invoice grows older, an amount begins. */
const daysToCome = (event: AccountEvent, day: CalendarDate, { thresholds }: PolicyInForce): CalendarDate[] =>
  [...new Set(turns(event, thresholds.daysOverdue))].filter((on) => on > day).sort();

const turns = (event: AccountEvent, daysOverdue: readonly number[]): readonly CalendarDate[] => {
  switch (event.type) {
    case 'InvoiceFellOverdue':
      return daysOverdue.map((days) => addDays(event.data.dueOn, days));
    case 'LimitGranted':
    case 'TemporaryLimitGranted':
    case 'SecurityRecorded':
    case 'LimitDecided':
      return [event.data.validFrom];
    case 'LimitIncreased':
    case 'LimitReduced':
    case 'LimitWithdrawn':
      return [event.data.effectiveFrom];
    case 'SecurityReleased':
      return [event.data.releasedOn];
    default:
      return [];
  }
};

type Rule = CommandTable<Account, AccountEvent, AccountFacts>[string];

/**
 * The rules of an account's commands, each with an eye on the thresholds: the event that moves a metric over a level says so in its own
 * data. Looked at as of the business day, or of the day that the command plays. That of a duplicate names the kept buyer, too.
 */
export const watched = <Commands extends CommandTable<Account, AccountEvent, AccountFacts>>(commands: Commands): Commands =>
  Object.fromEntries(Object.entries(commands).map(([name, rule]) => [name, watch(rule)])) as Commands;

const watch =
  (rule: Rule): Rule =>
  (account: Account, command: { readonly today?: CalendarDate }, facts: AccountFacts): readonly AccountEvent[] => {
    const events = rule(account, command as never, facts);
    const last = events.at(-1);
    if (!last) return events;
    const day = command.today ?? facts.businessDay;
    const moved = assess(events.reduce(evolve, account), day, facts);
    const policy = facts.policyOn(day);
    const assessOn = [...new Set(events.flatMap((event) => daysToCome(event, day, policy)))].sort();
    const { mergedInto: buyerId } = facts;
    if (!moved && assessOn.length === 0 && buyerId === undefined) return events;
    const thresholds: AccountThresholds = {
      policyVersion: policy.version,
      ...moved,
      ...(assessOn.length > 0 && { assessOn }),
      ...(buyerId !== undefined && { kept: { buyerId, on: day } }),
    };
    return [...events.slice(0, -1), { ...last, data: { ...last.data, thresholds } } as AccountEvent];
  };

/** Whether the thresholds of the account raised the alert: `utilisation-watch-2` is there once the level was crossed twice. */
export const hasAlert = ({ levels }: Account, alertId: string): boolean => {
  const [metric = '', level = '', times = ''] = alertId.split('-');
  const state = levels[metric as AccountMetric]?.[level as AlertLevel];
  return state !== undefined && /^[1-9]\d*$/.test(times) && Number(times) <= state.times;
};
