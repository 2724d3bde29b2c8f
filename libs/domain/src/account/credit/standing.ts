import { daysBetween, least, money, type CalendarDate, type Money, type Reason } from '../../shared';
import { balanceIn, used, type Account } from '../account';
import type { AccountFacts } from '../facts';
import { securityOn, temporaryOn } from './credit-line';
import { limitOn, type LimitOn, type LimitProblem } from './limit';

/** What a buyer may still take on a day, and what that rests on. Amounts in minor units of the account's currency. */
export interface CreditOn {
  readonly limit: LimitOn;
  /** Amounts on top; nothing without a limit in force. */
  readonly temporary: bigint;
  /** What an insurer covers, with the risk that the seller bears on top; none where there is no insurer. */
  readonly covered?: bigint;
  readonly security: bigint;
  readonly used: bigint;
  /** min(limit + temporary, cover + own risk) + valid security − used; negative when over it. */
  readonly available: bigint;
}

/** The accounts that count together: the buyer's, and those of the duplicates that were merged into it and are in its currency. */
const together = (account: Account, duplicates: readonly Account[]): readonly Account[] => {
  const currency = account.currency ?? duplicates.find((other) => other.currency !== undefined)?.currency;
  return [account, ...duplicates.filter((other) => other.currency === currency)];
};

/**
 * The credit line on a day. What is used counts by all that is recorded; what is secured, or paid in advance, needs no limit.
 * Source: api-credit.md "Orders"; limit precedence of domain rules 3.1.
 */
export const creditOn = (
  account: Account,
  day: CalendarDate,
  { duplicates, coverOn }: Pick<AccountFacts, 'duplicates' | 'coverOn'>,
): CreditOn => {
  const limit = limitOn(account.limits, day);
  const temporary = limit.status === 'in_force' ? temporaryOn(account, day) : 0n;
  const cover = coverOn?.(day);
  const covered = cover && cover.cover.minor + cover.ownRisk.minor;
  const granted = limit.minor + temporary;
  const security = securityOn(account, day);
  const taken = together(account, duplicates).reduce((sum, one) => sum + usedOf(one), 0n);
  const base = covered === undefined ? granted : least(granted, covered);
  return {
    limit,
    temporary,
    ...(covered !== undefined && { covered }),
    security,
    used: taken,
    available: base + security - taken,
  };
};

const usedOf = (account: Account): bigint => (account.currency === undefined ? 0n : used(account, account.currency).minor);

/**
 * Why the amount does not fit: LIMIT_EXCEEDED, or that no limit is in force; nothing when it fits. What is secured, or paid in advance,
 * needs no limit.
 */
export const shortfall = (
  { limit, temporary, security, used, available }: CreditOn,
  requested: Money,
  day: CalendarDate,
): Reason<LimitProblem | 'LIMIT_EXCEEDED'> | undefined => {
  if (requested.minor <= available) return undefined;
  const of = (minor: bigint): Money => money(minor, requested.currency);
  const left = { available: of(available), requested };
  if (limit.status === 'in_force') {
    const secured = security > 0n && { security: of(security) };
    return { code: 'LIMIT_EXCEEDED', facts: { limit: of(limit.minor + temporary), ...secured, used: of(used), ...left } };
  }
  const { from, to } = limit.decision ?? {};
  return { code: limit.status, facts: { on: day, ...(from && { from }), ...(to && { validTo: to }), ...left } };
};

/** What of the open invoices is overdue on a day. */
export interface OverdueOn {
  readonly open: bigint;
  readonly overdue: bigint;
  /** Days past due of the oldest open invoice; 0: none is overdue. */
  readonly oldestDays: number;
}

/** What is overdue on a day, disputed invoices too: what is open counts by all that is recorded. The due day itself is not overdue. */
export const overdueOn = (account: Account, day: CalendarDate, duplicates: readonly Account[] = []): OverdueOn => {
  let open = 0n;
  let overdue = 0n;
  let oldest: CalendarDate | undefined;
  for (const one of together(account, duplicates)) {
    open += one.currency === undefined ? 0n : balanceIn(one, one.currency).open;
    for (const [dueOn, minor] of one.openByDueDay) {
      if (dueOn >= day) continue;
      overdue += minor;
      if (oldest === undefined || dueOn < oldest) oldest = dueOn;
    }
  }
  return { open, overdue, oldestDays: oldest === undefined ? 0 : daysBetween(oldest, day) };
};
