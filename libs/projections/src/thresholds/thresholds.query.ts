import { Map as ImmutableMap } from 'immutable';
import {
  ALERT_LEVELS,
  BUILT_IN_POLICY,
  daysBetween,
  gradeOn,
  metricsOn,
  type Account,
  type AlertLevel,
  type CalendarDate,
  type PolicyInForce,
  type Thresholds,
  type Wire,
} from '@usance/domain';
import { leadTimes, type LeadTimeDocument } from '../alerts/lead-times.projection';
import { buyers, type BuyerDocument } from '../buyers/buyers.projection';
import { mergedBuyers } from '../buyers/merged';
import { accountsSeen, asAccount, nothing } from '../exposure/account-seen';
import { exposure } from '../exposure/exposure.projection';
import { key, underAny, type ReadModels } from '../kernel';
import { FOREVER, type OpenItem } from '../open-items/open-item';
import { openItems } from '../open-items/open-items.projection';
import { settingVersions } from '../settings/settings.projection';
import { creditPolicyOf } from '../settings/settings.query';
import { exact, leastOf } from '../shared/answers';
import { thresholds as thresholdsModel, type ThresholdsDocument } from './thresholds.projection';

/** What is watched on a buyer. */
export type Metric = keyof Thresholds;

/** A level of a metric, and whether the metric has crossed it and not fallen back since. */
export interface LevelRow {
  readonly metric: Metric;
  readonly level: AlertLevel;
  /** As the credit policy in force sets it: a decimal string for shares, else a whole number. */
  readonly threshold: string | number;
  readonly crossed: boolean;
  /** The alert that stands, and its day; only while crossed. */
  readonly alertId?: string;
  readonly since?: CalendarDate;
}

/** What is watched on a buyer, as it is on a day. */
export interface ThresholdsAnswer {
  readonly position: string;
  readonly buyer: string;
  readonly on: CalendarDate;
  /** Of the credit policy in force; 0: what is built in. */
  readonly policyVersion: number;
  /** used / (used + available), cut off after nine digits; null without a base. */
  readonly utilisation: string | null;
  /** Of the open invoices, cut off after nine digits; null while none is open. */
  readonly overdueShare: string | null;
  /** Of the oldest open invoice. */
  readonly daysOverdue: number;
  /** The grade now less the grade of the last decision on the limit; 0 when it is better, or one of them is none. */
  readonly gradeDrop: number;
  readonly levels: readonly LevelRow[];
  /** The day of the first alert of any kind, and of the first insolvency signal, write-off or claim. */
  readonly firstAlertOn?: CalendarDate;
  readonly defaultedOn?: CalendarDate;
  /** Days from the one to the other; null while one is missing. */
  readonly leadTimeDays: number | null;
}

/** The read models that thresholds are answered from. */
export const THRESHOLD_MODELS: readonly string[] = [
  thresholdsModel.name,
  leadTimes.name,
  buyers.name,
  exposure.name,
  openItems.name,
  settingVersions.name,
];

/** What is watched on a buyer, by the rules that its alerts come from; undefined when it is not registered. */
export const thresholdsOf = async (
  models: ReadModels,
  seller: string,
  { buyer, today }: { buyer: string; today: CalendarDate },
): Promise<ThresholdsAnswer | undefined> => {
  const files = await models.open<BuyerDocument>(buyers);
  const file = await files.collection.findOne({ _id: key(seller, buyer) });
  if (!file) return undefined;
  const { position, accounts } = await accountsOf(models, seller, buyer);
  const [own, ...duplicates] = accounts;
  const standing = await models.open<ThresholdsDocument>(thresholdsModel);
  const warned = await models.open<LeadTimeDocument>(leadTimes);
  const policy = await creditPolicyOf(models, seller, { on: today });
  const { utilisation, daysOverdue, overdueShare } = metricsOn(own, today, { duplicates });
  return {
    position: leastOf(position, files.position, standing.position, warned.position, ...(policy ? [BigInt(policy.position)] : [])),
    buyer,
    on: today,
    policyVersion: policy?.version ?? BUILT_IN_POLICY.version,
    utilisation,
    overdueShare,
    daysOverdue: Number(daysOverdue),
    gradeDrop: gradeDropOn(file, own, today),
    levels: levelsOf(policy ?? BUILT_IN_POLICY, (await standing.collection.findOne({ _id: key(seller, buyer) })) ?? undefined),
    ...leadTimeOf((await warned.collection.findOne({ _id: key(seller, buyer) })) ?? {}),
  };
};

/** The buyer's account and those of its duplicates, with what is open by due day. */
const accountsOf = async (
  models: ReadModels,
  seller: string,
  buyer: string,
): Promise<{ position: bigint; accounts: [Account, ...Account[]] }> => {
  const merged = await mergedBuyers(models, seller);
  const [, ...duplicates] = merged.withDuplicates(buyer);
  const seen = await accountsSeen(models, seller, [buyer, ...duplicates]);
  const due = await openByDueDay(models, seller, [buyer, ...duplicates]);
  const account = (id: string): Account => asAccount(seen.byBuyer.get(id) ?? nothing(seller, id), due.byBuyer.get(id));
  return {
    position: BigInt(leastOf(merged.position, seen.position, due.position)),
    accounts: [account(buyer), ...duplicates.map(account)],
  };
};

const openByDueDay = async (
  models: ReadModels,
  seller: string,
  ids: readonly string[],
): Promise<{ position: bigint; byBuyer: Map<string, Account['openByDueDay']> }> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const found = await collection
    .aggregate<{ _id: { buyer: string; dueOn: CalendarDate }; open: bigint | number }>([
      { $match: { seller, until: FOREVER, kind: 'invoice', ...underAny(seller, ids) } },
      { $group: { _id: { buyer: '$buyer', dueOn: '$dueOn' }, open: { $sum: '$openMinor' } } },
    ])
    .toArray();
  const byBuyer = new Map<string, Account['openByDueDay']>();
  for (const { _id, open } of found)
    byBuyer.set(_id.buyer, (byBuyer.get(_id.buyer) ?? ImmutableMap<CalendarDate, bigint>()).set(_id.dueOn, exact(open)));
  return { position, byBuyer };
};

const leadTimeOf = ({
  firstAlertOn,
  defaultedOn,
}: Pick<LeadTimeDocument, 'firstAlertOn' | 'defaultedOn'>): Pick<
  ThresholdsAnswer,
  'firstAlertOn' | 'defaultedOn' | 'leadTimeDays'
> => ({
  ...(firstAlertOn !== undefined && { firstAlertOn }),
  ...(defaultedOn !== undefined && { defaultedOn }),
  leadTimeDays: firstAlertOn === undefined || defaultedOn === undefined ? null : daysBetween(firstAlertOn, defaultedOn),
});

const gradeDropOn = (file: BuyerDocument, { limits }: Account, day: CalendarDate): number => {
  const now = gradeOn(file, day)?.grade;
  const then = limits.at(-1)?.grade;
  return now === undefined || then === undefined ? 0 : Math.max(0, now - then);
};

const METRICS: readonly Metric[] = ['utilisation', 'daysOverdue', 'overdueShare', 'gradeDrop'];

const levelsOf = (
  { thresholds }: Pick<Wire<PolicyInForce>, 'thresholds'>,
  standing: ThresholdsDocument | undefined,
): LevelRow[] =>
  METRICS.flatMap((metric) =>
    ALERT_LEVELS.map((level, index): LevelRow => {
      const crossed = standing?.levels[metric]?.[level]?.isCrossed ?? false;
      const alert = crossed ? standing?.alerts[`${metric} ${level}`] : undefined;
      return {
        metric,
        level,
        threshold: thresholds[metric][index] ?? '',
        crossed,
        ...(alert && { alertId: alert.alertId, since: alert.on }),
      };
    }),
  );
