import { creditOn, type CalendarDate, type LimitOn } from '@usance/domain';
import { buyers, type BuyerDocument } from '../buyers/buyers.projection';
import { mergedBuyers, type Merged } from '../buyers/merged';
import { key, underAny, type ReadModels } from '../kernel';
import { FOREVER, NEVER, type OpenItem } from '../open-items/open-item';
import { openItems } from '../open-items/open-items.projection';
import { amountOf, exact, inTenThousandths, leastOf, pageOf, quotient, type Page, type SortKey } from '../shared/answers';
import { accountsSeen, added, addsUp, asAccount, classesOf, nothing, type AccountSeen, type Classes } from './account-seen';
import { exposure } from './exposure.projection';

/** In which class each unit of value is: in one only. Decimal strings; their sum is all orders as ordered and all invoices beyond orders. */
export interface ValueClasses {
  /** Orders that wait for a person. */
  readonly held: string;
  /** Orders let through that take no credit yet: they ship beyond the horizon. */
  readonly later: string;
  /** Orders that hold credit, as far as they are neither shipped nor invoiced. */
  readonly order: string;
  /** Shipped, not invoiced. */
  readonly shipped: string;
  /** Open invoices. */
  readonly open: string;
  /** Invoices as far as they are paid, credited or written off. */
  readonly settled: string;
  /** Orders that were declined, cancelled or cut, and cancelled invoices beyond their orders. */
  readonly cancelled: string;
}

/** What a buyer owes and may owe. Amounts are decimal strings in `currency`; null: the account has no amount yet. */
export interface ExposureRow {
  readonly buyer: string;
  readonly currency: string | null;
  /** In force on the day; zero when none is, and `limitStatus` says why. */
  readonly limit: string;
  /** On top of a limit in force. */
  readonly temporary: string;
  /** What an insurer covers. */
  readonly cover: string;
  /** What the seller bears on top of the cover. */
  readonly ownRisk: string;
  /** Valid securities. */
  readonly security: string;
  /** Orders that hold credit, as far as they are neither shipped nor invoiced. */
  readonly orders: string;
  /** Shipped, not invoiced. */
  readonly shipped: string;
  readonly open: string;
  readonly overdue: string;
  readonly disputed: string;
  readonly unapplied: string;
  /** orders + shipped + open − unapplied; may be negative. */
  readonly used: string;
  /** limit + temporary + security − used; negative when over it. */
  readonly available: string;
  /** used / (used + available) to two decimals; null without a base. */
  readonly utilisation: string | null;
  readonly overLimit: boolean;
  readonly limitStatus: LimitOn['status'];
  readonly classes: ValueClasses;
}

/** One buyer's exposure, by all that is recorded up to the position. */
export type ExposureAnswer = ExposureRow & { readonly position: string };

/** What the list is sorted by; with `-` the largest first. */
export type ExposureSort = 'used' | '-used' | 'utilisation' | '-utilisation' | 'overdue' | '-overdue';

/** A page of all buyers' exposures on a day, and their order. */
export interface ExposuresInput extends Page {
  readonly today: CalendarDate;
  readonly sort: ExposureSort;
}

/** A page of exposures, by all that is recorded up to the position. */
export interface ExposuresAnswer {
  readonly position: string;
  readonly rows: readonly ExposureRow[];
  readonly nextCursor?: string;
}

/** The read models that exposures are answered from. */
export const EXPOSURE_MODELS: readonly string[] = [exposure.name, openItems.name, buyers.name];

interface OfInvoices {
  readonly overdue: bigint;
  readonly disputed: bigint;
}

/**
 * What one buyer owes and may owe on a day, with the duplicates that were merged into it: nothing, while nothing is on its account.
 * Undefined when it is not registered.
 */
export const exposureOf = async (
  models: ReadModels,
  seller: string,
  { buyer, today }: { buyer: string; today: CalendarDate },
): Promise<ExposureAnswer | undefined> => {
  const merged = await mergedBuyers(models, seller);
  const ids = merged.withDuplicates(buyer);
  const accounts = await accountsSeen(models, seller, ids);
  const items = await ofInvoices(models, seller, ids);
  const files = await models.open<BuyerDocument>(buyers);
  const own =
    accounts.byBuyer.get(buyer) ?? ((await files.collection.findOne({ _id: key(seller, buyer) })) && nothing(seller, buyer));
  if (!own) return undefined;
  const duplicates = ids.flatMap((id) => (id === buyer ? [] : (accounts.byBuyer.get(id) ?? [])));
  const least = leastOf(accounts.position, items.position, files.position, merged.position);
  return { position: least, ...rowOf(figuresOf(own, duplicates, items.byBuyer, today)) };
};

/**
 * What all buyers owe and may owe on a day, sorted; who has no limit comes last by utilisation. A buyer's limit depends on the day
 * and what is overdue on each invoice, so all buyers of the seller are read, summed once, and sorted here. A duplicate is in the row
 * of the buyer that it was merged into; only where their currencies differ it keeps its own.
 */
export const exposures = async (
  models: ReadModels,
  seller: string,
  { today, sort, ...page }: ExposuresInput,
): Promise<ExposuresAnswer> => {
  const merged = await mergedBuyers(models, seller);
  const accounts = await accountsSeen(models, seller);
  const items = await ofInvoices(models, seller);
  const figures = together(seller, accounts.byBuyer, merged).map(({ own, duplicates }) =>
    figuresOf(own, duplicates, items.byBuyer, today),
  );
  const { rows, nextCursor } = pageOf(figures, sortKey(sort), page);
  return {
    position: leastOf(accounts.position, items.position, merged.position),
    rows: rows.map(rowOf),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};

interface Together {
  readonly own: AccountSeen;
  readonly duplicates: AccountSeen[];
}

/** The accounts that have a row each, with the duplicates that are in it. */
const together = (seller: string, byBuyer: ReadonlyMap<string, AccountSeen>, { keptOf }: Merged): Together[] => {
  const rows = new Map<string, Together>();
  for (const [buyer, own] of byBuyer) if (keptOf(buyer) === undefined) rows.set(buyer, { own, duplicates: [] });
  for (const [buyer, account] of byBuyer) {
    const kept = keptOf(buyer);
    if (kept === undefined) continue;
    const row = rows.get(kept) ?? { own: nothing(seller, kept), duplicates: [] };
    if (addsUp(row.own, account)) rows.set(kept, { ...row, duplicates: [...row.duplicates, account] });
    else rows.set(buyer, { own: account, duplicates: [] });
  }
  return [...rows.values()];
};

/** Fractions of 64-bit integers differ by more than this part of one, unless they are equal. */
const FINEST = 10n ** 40n;

const sortKey =
  (sort: ExposureSort) =>
  (figures: Figures): SortKey => {
    const value = SORTED_BY[sort.replace('-', '') as keyof typeof SORTED_BY](figures);
    if (value === undefined) return [1n, 0n, figures.buyer];
    return [0n, sort.startsWith('-') ? -value : value, figures.buyer];
  };

/** Amounts of unlike currencies are compared as numbers: a list, not a sum. */
const SORTED_BY = {
  used: ({ usedMinor, currency }: Figures) => inTenThousandths(usedMinor, currency),
  overdue: ({ overdueMinor, currency }: Figures) => inTenThousandths(overdueMinor, currency),
  utilisation: ({ usedMinor, baseMinor }: Figures) => (baseMinor > 0n ? (usedMinor * FINEST) / baseMinor : undefined),
} as const;

/** What of the invoices is overdue and what is disputed, by buyer. */
const ofInvoices = async (models: ReadModels, seller: string, buyers?: readonly string[]) => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const standing = { $filter: { input: '$disputes', as: 'dispute', cond: { $eq: ['$$dispute.resolvedAt', NEVER] } } };
  const contested = { $sum: { $map: { input: standing, as: 'dispute', in: '$$dispute.minor' } } };
  const found = await collection
    .aggregate<{ _id: string; overdue: bigint | number; disputed: bigint | number }>([
      { $match: { seller, until: FOREVER, kind: 'invoice', ...(buyers && underAny(seller, buyers)) } },
      {
        $group: {
          _id: '$buyer',
          overdue: { $sum: { $cond: [{ $gt: ['$overdueSince', null] }, '$openMinor', 0n] } },
          disputed: { $sum: { $cond: [{ $eq: ['$status', 'disputed'] }, { $min: ['$openMinor', contested] }, 0n] } },
        },
      },
    ])
    .toArray();
  const byBuyer = new Map(
    found.map(({ _id, overdue, disputed }): [string, OfInvoices] => [
      _id,
      { overdue: exact(overdue), disputed: exact(disputed) },
    ]),
  );
  return { byBuyer, position };
};

type Minors = 'used' | 'available' | 'temporary' | 'security' | 'open' | 'unapplied' | 'overdue' | 'disputed';

interface Figures extends Readonly<Record<`${Minors}Minor`, bigint>> {
  readonly buyer: string;
  readonly currency?: string;
  readonly limit: LimitOn;
  /** used + available. */
  readonly baseMinor: bigint;
  readonly classes: Classes;
}

const figuresOf = (
  own: AccountSeen,
  duplicates: readonly AccountSeen[],
  invoices: ReadonlyMap<string, OfInvoices>,
  today: CalendarDate,
): Figures => {
  const adding = duplicates.filter((duplicate) => addsUp(own, duplicate));
  const account = adding.reduce(added, own);
  const ofAll = [own, ...adding].map(({ document }) => invoices.get(document.buyer) ?? { overdue: 0n, disputed: 0n });
  const { buyer, currency, openMinor, unappliedMinor } = account.document;
  const { limit, temporary, security, used, available } = creditOn(asAccount(account), today, { duplicates: [] });
  return {
    buyer,
    currency,
    limit,
    temporaryMinor: temporary,
    securityMinor: security,
    openMinor,
    unappliedMinor,
    overdueMinor: ofAll.reduce((sum, { overdue }) => sum + overdue, 0n),
    disputedMinor: ofAll.reduce((sum, { disputed }) => sum + disputed, 0n),
    usedMinor: used,
    availableMinor: available,
    baseMinor: used + available,
    classes: classesOf(account),
  };
};

const rowOf = (figures: Figures): ExposureRow => {
  const { buyer, currency, limit, usedMinor, availableMinor, baseMinor, classes } = figures;
  const amount = (minor: bigint): string => amountOf(minor, currency);
  return {
    buyer,
    currency: currency ?? null,
    limit: amount(limit.minor),
    temporary: amount(figures.temporaryMinor),
    cover: amount(0n),
    ownRisk: amount(0n),
    security: amount(figures.securityMinor),
    orders: amount(classes.order),
    shipped: amount(classes.shipped),
    open: amount(figures.openMinor),
    overdue: amount(figures.overdueMinor),
    disputed: amount(figures.disputedMinor),
    unapplied: amount(figures.unappliedMinor),
    used: amount(usedMinor),
    available: amount(availableMinor),
    utilisation: baseMinor > 0n ? quotient(usedMinor, baseMinor) : null,
    overLimit: availableMinor < 0n,
    limitStatus: limit.status,
    classes: {
      held: amount(classes.held),
      later: amount(classes.later),
      order: amount(classes.order),
      shipped: amount(classes.shipped),
      open: amount(classes.open),
      settled: amount(classes.settled),
      cancelled: amount(classes.cancelled),
    },
  };
};
