import { limitOn, minorDigits, type CalendarDate, type LimitOn } from '@usance/domain';
import { buyers, type BuyerDocument } from '../buyers/buyers.projection';
import { key, keysUnder, type ReadModels } from '../kernel';
import { FOREVER, NEVER, type OpenItem } from '../open-items/open-item';
import { openItems } from '../open-items/open-items.projection';
import { amountOf, exact, leastOf, pageOf, quotient, type Page, type SortKey } from '../shared/answers';
import { blank, exposure, type ExposureDocument } from './exposure.projection';

/** What a buyer owes and may owe. Amounts are decimal strings in `currency`; null: the account has no amount yet. */
export interface ExposureRow {
  readonly buyer: string;
  readonly currency: string | null;
  /** In force on the day; zero when none is, and `limitStatus` says why. */
  readonly limit: string;
  readonly open: string;
  readonly overdue: string;
  readonly disputed: string;
  readonly unapplied: string;
  /** open − unapplied; may be negative. */
  readonly used: string;
  /** limit − used; negative when over the limit. */
  readonly available: string;
  /** used / limit to two decimals; null without a limit. */
  readonly utilisation: string | null;
  readonly overLimit: boolean;
  readonly limitStatus: LimitOn['status'];
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

/** What one buyer owes and may owe on a day: nothing, while nothing is on its account. Undefined when it is not registered. */
export const exposureOf = async (
  models: ReadModels,
  seller: string,
  { buyer, today }: { buyer: string; today: CalendarDate },
): Promise<ExposureAnswer | undefined> => {
  const { collection, position } = await models.open<ExposureDocument>(exposure);
  const items = await ofInvoices(models, seller, buyer);
  const files = await models.open<BuyerDocument>(buyers);
  const _id = key(seller, buyer);
  const document =
    (await collection.findOne({ _id })) ?? ((await files.collection.findOne({ _id })) && blank({ seller, entity: buyer }));
  if (!document) return undefined;
  const least = leastOf(position, items.position, files.position);
  return { position: least, ...rowOf(figuresOf(document, items.byBuyer.get(buyer), today)) };
};

/**
 * What all buyers owe and may owe on a day, sorted; who has no limit comes last by utilisation. A buyer's limit depends on the day
 * and what is overdue on each invoice, so all buyers of the seller are read, summed once, and sorted here.
 */
export const exposures = async (
  models: ReadModels,
  seller: string,
  { today, sort, ...page }: ExposuresInput,
): Promise<ExposuresAnswer> => {
  const { collection, position } = await models.open<ExposureDocument>(exposure);
  const items = await ofInvoices(models, seller);
  const documents = await collection.find({ seller }).toArray();
  const figures = documents.map((document) => figuresOf(document, items.byBuyer.get(document.buyer), today));
  const { rows, nextCursor } = pageOf(figures, sortKey(sort), page);
  return {
    position: leastOf(position, items.position),
    rows: rows.map(rowOf),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
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
  utilisation: ({ usedMinor, limitMinor }: Figures) => (limitMinor > 0n ? (usedMinor * FINEST) / limitMinor : undefined),
} as const;

/** No currency has more than four digits. */
const inTenThousandths = (minor: bigint, currency = ''): bigint => minor * 10n ** BigInt(4 - (minorDigits(currency) ?? 2));

/** What of the invoices is overdue and what is disputed, by buyer. */
const ofInvoices = async (models: ReadModels, seller: string, buyer?: string) => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const standing = { $filter: { input: '$disputes', as: 'dispute', cond: { $eq: ['$$dispute.resolvedAt', NEVER] } } };
  const contested = { $sum: { $map: { input: standing, as: 'dispute', in: '$$dispute.minor' } } };
  const found = await collection
    .aggregate<{ _id: string; overdue: bigint | number; disputed: bigint | number }>([
      { $match: { seller, until: FOREVER, kind: 'invoice', ...(buyer === undefined ? {} : { _id: keysUnder(seller, buyer) }) } },
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

interface Figures {
  readonly buyer: string;
  readonly currency?: string;
  readonly openMinor: bigint;
  readonly unappliedMinor: bigint;
  readonly usedMinor: bigint;
  readonly overdueMinor: bigint;
  readonly disputedMinor: bigint;
  readonly limitMinor: bigint;
  readonly limitStatus: LimitOn['status'];
}

const figuresOf = (
  { buyer, currency, openMinor, unappliedMinor, usedMinor, decisions }: ExposureDocument,
  { overdue, disputed }: OfInvoices = { overdue: 0n, disputed: 0n },
  today: CalendarDate,
): Figures => {
  const { minor: limitMinor, status: limitStatus } = limitOn(decisions, today);
  const ofInvoices = { overdueMinor: overdue, disputedMinor: disputed };
  return { buyer, currency, openMinor, unappliedMinor, usedMinor, ...ofInvoices, limitMinor, limitStatus };
};

const rowOf = (figures: Figures): ExposureRow => {
  const { buyer, currency, usedMinor, limitMinor, limitStatus } = figures;
  const amount = (minor: bigint): string => amountOf(minor, currency);
  return {
    buyer,
    currency: currency ?? null,
    limit: amount(limitMinor),
    open: amount(figures.openMinor),
    overdue: amount(figures.overdueMinor),
    disputed: amount(figures.disputedMinor),
    unapplied: amount(figures.unappliedMinor),
    used: amount(usedMinor),
    available: amount(limitMinor - usedMinor),
    utilisation: limitMinor > 0n ? quotient(usedMinor, limitMinor) : null,
    overLimit: usedMinor > limitMinor,
    limitStatus,
  };
};
