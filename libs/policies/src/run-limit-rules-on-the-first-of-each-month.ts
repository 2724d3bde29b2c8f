import {
  addMonths,
  inForceOn,
  monthStart,
  type AccountEvent,
  type CalendarDate,
  type SettingsEvent,
  type Version,
} from '@usance/domain';
import { entityKey, key, projection, type Effect } from '@usance/projections/kernel';
import {
  DUE,
  withoutNote,
  type Deadline,
  type DeadlineFields,
  type DeadlineRow,
  type Sending,
  type Sources,
} from './kernel/deadline';

/** A rule that looks at how buyers pay, and waits for the first of a month. */
interface MonthlyRule extends DeadlineFields {
  readonly ruleId: string;
  readonly versions: readonly (Version & { readonly byBehaviour: boolean })[];
}

/** An account that has a limit, or had one. */
interface Limited {
  readonly is: 'limited';
  readonly seller: string;
  readonly buyer: string;
}

type Doc = MonthlyRule | Limited;

/** The first of a month that is the day, or comes after it. */
const firstOfMonth = (day: CalendarDate): CalendarDate => (day === monthStart(day) ? day : addMonths(monthStart(day), 1));

const limited: Effect<Doc> = {
  keys: (event) => [entityKey(event)],
  fold: (_before, { seller, entity: buyer }) => ({ is: 'limited', seller, buyer }),
};

const ruleKey = (seller: string, ruleId: string): string[] => [key(seller, 'rule', ruleId)];

const rows = projection<Doc, AccountEvent | SettingsEvent>()({
  name: 'monthly_rules',
  version: 1,
  indexes: [DUE, { key: { seller: 1, is: 1 } }],
  on: {
    LimitGranted: limited,
    LimitDecided: { ...limited, keys: (event) => (event.data.effect === 'set' ? [entityKey(event)] : []) },
    LimitRulePublished: {
      keys: ({ seller, data: { ruleId } }) => ruleKey(seller, ruleId),
      fold: (before, { id: openedBy, seller, data: { ruleId, version, publishedOn, kind } }) => {
        const rule = before && withoutNote(before as MonthlyRule);
        const byBehaviour = kind === 'behaviour';
        const versions = [...(rule?.versions ?? []), { version, publishedOn, byBehaviour }];
        if (rule?.status === 'waiting') return { ...rule, versions };
        const status = byBehaviour ? 'waiting' : 'closed';
        return { seller, ruleId, versions, sendOn: firstOfMonth(publishedOn), status, openedBy };
      },
    },
    LimitRuleRun: {
      keys: ({ seller, data: { ruleId } }) => ruleKey(seller, ruleId),
      fold: (before, { data: { on } }) => {
        const rule = before && withoutNote(before as MonthlyRule);
        return rule?.status === 'waiting' && rule.sendOn === on ? { ...rule, sendOn: addMonths(on, 1) } : rule;
      },
    },
  },
});

/** To all accounts that have a limit or had one, if the version in force on the day looks at behaviour; the run ends in any case. */
async function* runOnAll(
  { ruleId, versions, sendOn: on }: DeadlineRow<MonthlyRule>,
  { known }: Sources<Limited>,
): AsyncGenerator<Sending> {
  let accounts = 0;
  if (inForceOn(versions, on)?.byBehaviour)
    for await (const { buyer } of known({ is: 'limited' })) {
      accounts += 1;
      yield { to: buyer, name: 'RunLimitRule', payload: { buyerId: buyer, ruleId, on, today: on } };
    }
  yield { to: ruleId, name: 'CompleteLimitRuleRun', payload: { ruleId, on, accounts } };
}

/** A rule that looks at how buyers pay runs on the first of each month, from the first one on which it is published. */
export const runLimitRulesOnTheFirstOfEachMonth: Deadline<MonthlyRule, Limited> = {
  name: 'run-limit-rules-on-the-first-of-each-month',
  rows,
  sends: runOnAll,
};
