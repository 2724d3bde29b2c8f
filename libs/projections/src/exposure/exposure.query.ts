import type { CalendarDate } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { limitOn, type LimitOn } from '../limits/limit-history';
import { FOREVER, NEVER, type OpenItem } from '../open-items/open-item';
import { openItems } from '../open-items/open-items.projection';
import { amountOf, leastOf, pageOf, quotient, type Page } from '../shared/answers';
import { key, keysUnder } from '../shared/keys';
import { exposure, type ExposureDocument } from './exposure.projection';

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

export type ExposureAnswer = ExposureRow & { readonly position: string };

export type ExposureSort = 'used' | '-used' | 'utilisation' | '-utilisation' | 'overdue' | '-overdue';

export interface ExposuresInput extends Page {
  readonly today: CalendarDate;
  readonly sort: ExposureSort;
}

export interface ExposuresAnswer {
  readonly position: string;
  readonly rows: readonly ExposureRow[];
  readonly nextCursor?: string;
}

interface OfInvoices {
  readonly overdue: bigint;
  readonly disputed: bigint;
}

/** What one buyer owes and may owe on a day; undefined when nothing is on its account. */
export const exposureOf = async (
  models: ReadModels,
  seller: string,
  { buyer, today }: { buyer: string; today: CalendarDate },
): Promise<ExposureAnswer | undefined> => {
  const { collection, position } = await models.open<ExposureDocument>(exposure);
  const items = await ofInvoices(models, seller, buyer);
  const document = await collection.findOne({ _id: key(seller, buyer) });
  if (!document) return undefined;
  return { position: leastOf(position, items.position), ...rowOf(document, items.byBuyer.get(buyer), today).row };
};

/** What all buyers owe and may owe on a day, sorted. */
export const exposures = async (
  models: ReadModels,
  seller: string,
  { today, sort, ...page }: ExposuresInput,
): Promise<ExposuresAnswer> => {
  const { collection, position } = await models.open<ExposureDocument>(exposure);
  const items = await ofInvoices(models, seller);
  const documents = await collection.find({ seller }).toArray();
  const rows = documents.map((document) => rowOf(document, items.byBuyer.get(document.buyer), today));
  const sign = sort.startsWith('-') ? -1 : 1;
  const by = sort.replace('-', '') as keyof Sortable;
  const { rows: shown, nextCursor } = pageOf(rows, ({ row, sortable }) => [sign * sortable[by], row.buyer], page);
  return {
    position: leastOf(position, items.position),
    rows: shown.map(({ row }) => row),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};

/** What of the invoices is overdue and what is disputed, by buyer. */
const ofInvoices = async (models: ReadModels, seller: string, buyer?: string) => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const standing = { $filter: { input: '$disputes', as: 'dispute', cond: { $eq: ['$$dispute.resolvedAt', NEVER] } } };
  const contested = { $sum: { $map: { input: standing, as: 'dispute', in: '$$dispute.minor' } } };
  const found = await collection
    .aggregate<{ _id: string; overdue: bigint; disputed: bigint }>([
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
      { overdue: BigInt(overdue), disputed: BigInt(disputed) },
    ]),
  );
  return { byBuyer, position };
};

/** Figures to sort by. Amounts of unlike currencies are compared as numbers: a list, not a sum. */
interface Sortable {
  readonly used: number;
  readonly utilisation: number;
  readonly overdue: number;
}

const rowOf = (
  document: ExposureDocument,
  items: OfInvoices | undefined,
  today: CalendarDate,
): { row: ExposureRow; sortable: Sortable } => {
  const { buyer, currency, openMinor, unappliedMinor, usedMinor, decisions } = document;
  const { overdue, disputed } = items ?? { overdue: 0n, disputed: 0n };
  const { minor: limit, status } = limitOn(decisions, today);
  const amount = (minor: bigint): string => amountOf(minor, currency);
  return {
    row: {
      buyer,
      currency: currency ?? null,
      limit: amount(limit),
      open: amount(openMinor),
      overdue: amount(overdue),
      disputed: amount(disputed),
      unapplied: amount(unappliedMinor),
      used: amount(usedMinor),
      available: amount(limit - usedMinor),
      utilisation: limit > 0n ? quotient(usedMinor, limit) : null,
      overLimit: usedMinor > limit,
      limitStatus: status,
    },
    sortable: {
      used: Number(usedMinor),
      overdue: Number(overdue),
      utilisation: limit > 0n ? Number(usedMinor) / Number(limit) : -1,
    },
  };
};
