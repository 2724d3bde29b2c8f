import { inForceOn, type CalendarDate, type IndexEvent, type PriceIndex, type SettingsEvent, type Version } from '@usance/domain';
import { key, projection } from '@usance/projections/kernel';
import {
  AT_ONCE,
  DUE,
  type Deadline,
  type DeadlineFields,
  type DeadlineRow,
  type Sending,
  type Sources,
} from './kernel/deadline';

/** A value of an index that limits have to follow. */
interface Recording extends DeadlineFields {
  readonly index: string;
  readonly asOf: CalendarDate;
  /** How many values of the index were recorded before it. */
  readonly before: number;
}

/** A version of a rule, as far as it says whom an index concerns; of a rule that follows none, no more than that it is in force. */
type Linked = Version & { readonly index?: string; readonly buyerIds?: readonly string[] };

/** A rule for limits. */
interface Rule {
  readonly is: 'rule';
  readonly seller: string;
  readonly ruleId: string;
  readonly versions: readonly Linked[];
}

const rows = projection<Recording | Rule, IndexEvent | SettingsEvent>()({
  name: 'recorded_indexes',
  version: 1,
  indexes: [DUE, { key: { seller: 1, is: 1 } }],
  on: {
    LimitRulePublished: {
      keys: ({ seller, data: { ruleId } }) => [key(seller, 'rule', ruleId)],
      fold: (rule, { seller, data }) => {
        const { ruleId, version, publishedOn } = data;
        const linked = data.kind === 'index_linked' ? { index: data.index, buyerIds: data.buyerIds } : {};
        const versions = (rule as Rule | undefined)?.versions ?? [];
        return { is: 'rule', seller, ruleId, versions: [...versions, { version, publishedOn, ...linked }] };
      },
    },
    IndexRecorded: {
      keys: ({ seller, entity, revision }) => [key(seller, 'index', entity, revision.toString())],
      fold: (_none, { id: openedBy, seller, revision, data: { index, asOf } }) => ({
        seller,
        index,
        asOf,
        before: Number(revision),
        sendOn: AT_ONCE,
        status: 'waiting',
        openedBy,
      }),
    },
  },
});

/** Rule by rule, to every account that the version in force on the value's day names. A value that comes late runs nothing. */
async function* runAll(
  { index, asOf: on, before }: DeadlineRow<Recording>,
  { read, known }: Sources<Rule>,
): AsyncGenerator<Sending> {
  const { values } = (await read({ category: 'index', id: index })).state as PriceIndex;
  if (values.slice(0, before).some(({ asOf }) => asOf > on)) return;
  for await (const { ruleId, versions } of known({ is: 'rule' })) {
    const rule = inForceOn(versions, on);
    if (rule?.index !== index) continue;
    const { buyerIds = [] } = rule;
    for (const buyerId of buyerIds) yield { to: `${ruleId}\n${buyerId}`, name: 'RunLimitRule', payload: { buyerId, ruleId, on } };
    yield { to: ruleId, name: 'CompleteLimitRuleRun', payload: { ruleId, on, accounts: buyerIds.length } };
  }
}

/**
 * A new value of an index runs the rules that follow it, on the day that it is of. Idle: a value may concern no rule, or several, each
 * with an end of its own.
 */
export const runLimitRulesWhenTheirIndexIsRecorded: Deadline<Recording, Rule> = {
  name: 'run-limit-rules-when-their-index-is-recorded',
  rows,
  sends: runAll,
  idle: true,
};
