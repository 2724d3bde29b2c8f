import { limitOn, type Approver, type CalendarDate, type Grade, type LimitOn } from '@usance/domain';
import { buyers, type BuyerDocument } from '../buyers/buyers.projection';
import { key, type ReadModels } from '../kernel';
import { amountOf, leastOf, pageOf, type Page } from '../shared/answers';
import type { TableAnswer } from '../shared/table';
import type { LimitDecision } from './limit-history';
import { blank, limits, type LimitsDocument } from './limits.projection';

/** One decision on a limit. The amount is a decimal string in the account's currency. */
export interface LimitRow {
  readonly effectiveFrom: CalendarDate;
  readonly amount: string;
  readonly validTo?: CalendarDate;
  readonly maxTermsDays?: number;
  readonly status: LimitDecision['status'];
  readonly reason?: string;
  readonly approver?: LimitDecision['approver'];
  readonly requestId?: string;
  readonly proposalId?: string;
  /** The buyer's grade when it was decided. */
  readonly grade?: Grade;
  readonly recordedAt: string;
}

/** An amount on top of the limit, both days included. */
export interface TemporaryRow {
  readonly amount: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
  readonly reason: string;
  readonly approver: Approver;
  readonly recordedAt: string;
}

/** A buyer's limit on a day and its history. Amounts are decimal strings in `currency`; null: no amount was ever named. */
export interface LimitAnswer {
  readonly position: string;
  readonly buyer: string;
  readonly on: CalendarDate;
  readonly knownAt?: string;
  readonly currency: string | null;
  /** In force on the day; zero when none is. */
  readonly limit: string;
  /** `in_force`, or the code of the refusal that an invoice would meet. */
  readonly limitStatus: LimitOn['status'];
  /** On top of a limit in force on the day. */
  readonly temporary: string;
  readonly validTo?: CalendarDate;
  readonly maxTermsDays?: number;
  /** Every decision, in the order of recording. */
  readonly history: readonly LimitRow[];
  /** Every amount on top, in the order of recording. */
  readonly temporaryLimits: readonly TemporaryRow[];
}

/** Whose limit is asked for, on which day, and by what had been recorded when. */
export interface LimitInput {
  readonly buyer: string;
  readonly on: CalendarDate;
  /** RFC 3339 UTC with milliseconds; leaves out what was recorded later. */
  readonly knownAt?: string;
}

/** A page of the decisions on a buyer's limit. */
export interface LimitHistoryAnswer extends TableAnswer<LimitRow & { readonly currency: string | null }> {
  readonly buyer: string;
}

/** The read models that a limit is answered from. */
export const LIMIT_MODELS: readonly string[] = [limits.name, buyers.name];

/** The limit in force on a day, and all decisions on it; undefined when the buyer is not registered. */
export const limitsOf = async (
  models: ReadModels,
  seller: string,
  { buyer, on, knownAt }: LimitInput,
): Promise<LimitAnswer | undefined> => {
  const found = await limitsSeen(models, seller, buyer);
  if (!found) return undefined;
  const { currency, ...document } = found.document;
  const known = ({ recordedAt }: { recordedAt: string }): boolean => knownAt === undefined || recordedAt <= knownAt;
  const decisions = document.decisions.filter(known);
  const temporary = document.temporary.filter(known);
  const { minor, status, decision } = limitOn(decisions, on);
  const onTop = status === 'in_force' ? temporary.filter(({ from, to }) => from <= on && on <= to) : [];
  return {
    position: found.position,
    buyer,
    on,
    ...(knownAt === undefined ? {} : { knownAt }),
    currency: currency ?? null,
    limit: amountOf(minor, currency),
    limitStatus: status,
    temporary: amountOf(
      onTop.reduce((sum, each) => sum + each.minor, 0n),
      currency,
    ),
    ...(decision?.to === undefined ? {} : { validTo: decision.to }),
    ...(decision?.maxTermsDays === undefined ? {} : { maxTermsDays: decision.maxTermsDays }),
    history: decisions.map((entry) => rowOf(entry, currency)),
    temporaryLimits: temporary.map(({ minor: amount, from, to, ...said }) => ({
      amount: amountOf(amount, currency),
      validFrom: from,
      validTo: to,
      ...said,
    })),
  };
};

/** Every decision on a buyer's limit, in the order of recording; undefined when the buyer is not registered. */
export const limitHistory = async (
  models: ReadModels,
  seller: string,
  { buyer, ...page }: { readonly buyer: string } & Page,
): Promise<LimitHistoryAnswer | undefined> => {
  const found = await limitsSeen(models, seller, buyer);
  if (!found) return undefined;
  const { currency, decisions } = found.document;
  const numbered = decisions.map((entry, index) => ({ entry, index }));
  const { rows, nextCursor } = pageOf(numbered, ({ index }) => [BigInt(index)], page);
  return {
    position: found.position,
    buyer,
    rows: rows.map(({ entry }) => ({ ...rowOf(entry, currency), currency: currency ?? null })),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};

const limitsSeen = async (
  models: ReadModels,
  seller: string,
  buyer: string,
): Promise<{ position: string; document: LimitsDocument } | undefined> => {
  const { collection, position } = await models.open<LimitsDocument>(limits);
  const files = await models.open<BuyerDocument>(buyers);
  const _id = key(seller, buyer);
  const document =
    (await collection.findOne({ _id })) ?? ((await files.collection.findOne({ _id })) && blank({ seller, entity: buyer }));
  return document ? { position: leastOf(position, files.position), document } : undefined;
};

const rowOf = (
  { from, to, minor, maxTermsDays, status, reason, recordedAt, ...why }: LimitDecision,
  currency: string | undefined,
): LimitRow => ({
  effectiveFrom: from,
  amount: amountOf(minor, currency),
  ...(to === undefined ? {} : { validTo: to }),
  ...(maxTermsDays === undefined ? {} : { maxTermsDays }),
  status,
  ...(reason === undefined ? {} : { reason }),
  ...why,
  recordedAt,
});
