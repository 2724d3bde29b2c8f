import { APPROVAL_LEVELS, type CalendarDate } from '@usance/domain';
import { buyers } from '../buyers/buyers.projection';
import { mergedBuyers } from '../buyers/merged';
import type { ReadModels } from '../kernel';
import { leastOf } from '../shared/answers';
import {
  decisions as decisionsModel,
  type DecidingLevel,
  type DecisionDocument,
  type DecisionKind,
} from './decisions.projection';

const LIMIT_OUTCOMES = ['approved', 'partly_approved', 'conditional', 'refused'] as const;
const ORDER_OUTCOMES = ['approve', 'refer', 'decline', 'released', 'declined'] as const;
const LEVELS = ['policy', ...APPROVAL_LEVELS] as const;

/** Which decisions count: of the days, both included, and perhaps of one buyer with the duplicates that were merged into it. */
export interface DecisionsInput {
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly buyer?: string;
}

/** How many limits and orders were decided how, in a span of days. */
export interface DecisionsAnswer {
  readonly position: string;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** Decisions on limits: requests, and limits that were given without one. */
  readonly total: number;
  readonly outcomes: Readonly<Record<(typeof LIMIT_OUTCOMES)[number], number>>;
  /** Decided otherwise than the credit policy advised. */
  readonly overrides: number;
  /** By who decided; `policy`: at once. A limit that was given in nobody's name is in none. */
  readonly levels: Readonly<Record<DecidingLevel, number>>;
  /** Median of the days from request to decision; null when no request was decided. */
  readonly medianDays: number | null;
  /** Decisions on orders: by the policy, and by the persons who released or declined held ones. */
  readonly orders: Readonly<Record<(typeof ORDER_OUTCOMES)[number], number>>;
}

/** The read models that decisions are answered from. */
export const DECISION_MODELS: readonly string[] = [decisionsModel.name, buyers.name];

/** What was decided in a span of days, counted. */
export const decisionsIn = async (
  models: ReadModels,
  seller: string,
  { from, to, buyer }: DecisionsInput,
): Promise<DecisionsAnswer> => {
  const { collection, position } = await models.open<DecisionDocument>(decisionsModel);
  const merged = await mergedBuyers(models, seller);
  const span = { $gt: '', ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) };
  const counts = await collection
    .aggregate<Counted>([
      { $match: { seller, decidedOn: span, ...(buyer !== undefined && { buyer: { $in: [...merged.withDuplicates(buyer)] } }) } },
      {
        $group: {
          _id: { kind: '$kind', outcome: '$outcome', level: '$level', override: '$override', days: '$days' },
          count: { $sum: 1 },
        },
      },
    ])
    .toArray();
  const onLimits = counts.filter(({ _id }) => _id.kind !== 'order');
  const onOrders = counts.filter(({ _id }) => _id.kind === 'order');
  return {
    position: leastOf(position, merged.position),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    total: sum(onLimits),
    outcomes: countsBy(LIMIT_OUTCOMES, onLimits, ({ outcome }) => outcome),
    overrides: sum(onLimits.filter(({ _id }) => _id.override)),
    levels: countsBy(LEVELS, onLimits, ({ level }) => level),
    medianDays: medianOf(onLimits),
    orders: countsBy(ORDER_OUTCOMES, onOrders, ({ outcome }) => outcome),
  };
};

interface Group {
  readonly kind: DecisionKind;
  readonly outcome: string;
  readonly level?: string;
  readonly override: boolean;
  readonly days?: number;
}

interface Counted {
  readonly _id: Group;
  readonly count: number;
}

const sum = (counts: readonly Counted[]): number => counts.reduce((total, { count }) => total + count, 0);

const countsBy = <Word extends string>(
  words: readonly Word[],
  counts: readonly Counted[],
  wordOf: (group: Group) => string | undefined,
): Record<Word, number> =>
  Object.fromEntries(words.map((word) => [word, sum(counts.filter(({ _id }) => wordOf(_id) === word))])) as Record<Word, number>;

/** The middle one, or halfway between the two in the middle. */
const medianOf = (counts: readonly Counted[]): number | null => {
  const days = counts
    .flatMap(({ _id, count }) => (typeof _id.days === 'number' ? Array<number>(count).fill(_id.days) : []))
    .sort((a, b) => a - b);
  const middle = days.length / 2;
  const [low, high] = [days[Math.ceil(middle) - 1], days[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};
