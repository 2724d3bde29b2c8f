import { limitOn, type CalendarDate, type LimitOn } from '@usance/domain';
import { key, type ReadModels } from '../kernel';
import { amountOf } from '../shared/answers';
import type { LimitDecision } from './limit-history';
import { limits, type LimitsDocument } from './limits.projection';

/** One decision on a limit. The amount is a decimal string in the account's currency. */
export interface LimitRow {
  readonly effectiveFrom: CalendarDate;
  readonly amount: string;
  readonly validTo?: CalendarDate;
  readonly maxTermsDays?: number;
  readonly status: LimitDecision['status'];
  readonly reason?: string;
  readonly recordedAt: string;
}

/** A buyer's limit on a day and its history. Amounts are decimal strings in `currency`; null: no amount was ever named. */
export interface LimitAnswer {
  readonly position: string;
  readonly buyer: string;
  readonly on: CalendarDate;
  readonly currency: string | null;
  /** In force on the day; zero when none is. */
  readonly limit: string;
  /** `in_force`, or the code of the refusal that an invoice would meet. */
  readonly limitStatus: LimitOn['status'];
  readonly validTo?: CalendarDate;
  readonly maxTermsDays?: number;
  /** Every decision, in the order of recording. */
  readonly history: readonly LimitRow[];
}

/** The read models that a limit is answered from. */
export const LIMIT_MODELS: readonly string[] = [limits.name];

/** The limit in force on a day, and all decisions on it; undefined when there never was one. */
export const limitsOf = async (
  models: ReadModels,
  seller: string,
  { buyer, on }: { buyer: string; on: CalendarDate },
): Promise<LimitAnswer | undefined> => {
  const { collection, position } = await models.open<LimitsDocument>(limits);
  const document = await collection.findOne({ _id: key(seller, buyer) });
  if (!document) return undefined;
  const { currency, decisions } = document;
  const { minor, status, decision } = limitOn(decisions, on);
  return {
    position: position.toString(),
    buyer,
    on,
    currency: currency ?? null,
    limit: amountOf(minor, currency),
    limitStatus: status,
    ...(decision?.to === undefined ? {} : { validTo: decision.to }),
    ...(decision?.maxTermsDays === undefined ? {} : { maxTermsDays: decision.maxTermsDays }),
    history: decisions.map((entry) => rowOf(entry, currency)),
  };
};

const rowOf = (
  { from, to, minor, maxTermsDays, status, reason, recordedAt }: LimitDecision,
  currency: string | undefined,
): LimitRow => ({
  effectiveFrom: from,
  amount: amountOf(minor, currency),
  ...(to === undefined ? {} : { validTo: to }),
  ...(maxTermsDays === undefined ? {} : { maxTermsDays }),
  status,
  ...(reason === undefined ? {} : { reason }),
  recordedAt,
});
