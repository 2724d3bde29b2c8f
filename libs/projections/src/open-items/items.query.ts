import type { CalendarDate } from '@usance/domain';
import type { Filter } from 'mongodb';
import { keysUnder, type ReadModels, type Stored } from '../kernel';
import { amountOf, cursorOf, keyOf, type Page } from '../shared/answers';
import { NEVER, type InvoiceStatus, type Movement, type OpenItem } from './open-item';
import { itemKey, openItems } from './open-items.projection';

/** An invoice as lists show it. */
export interface InvoiceRow {
  readonly buyer: string;
  readonly invoiceId: string;
  readonly currency: string;
  readonly amount: string;
  readonly open: string;
  readonly disputed: string;
  readonly status: InvoiceStatus;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  readonly reference?: string;
  readonly overdueSince?: CalendarDate;
}

interface MovementRow extends Omit<Movement, 'minor'> {
  readonly amount: string;
}

/** An invoice with its history. */
export interface InvoiceAnswer extends InvoiceRow {
  readonly position: string;
  /** What changed the open amount, in the order of recording. */
  readonly movements: readonly MovementRow[];
  readonly disputes: readonly {
    readonly raisedOn: CalendarDate;
    readonly amount: string;
    readonly reason: string;
    readonly resolvedOn?: CalendarDate;
    readonly outcome?: string;
  }[];
}

/** A payment with what it settles. Amounts are decimal strings in `currency`. */
export interface PaymentAnswer {
  readonly position: string;
  readonly buyer: string;
  readonly paymentId: string;
  readonly currency: string;
  readonly amount: string;
  readonly allocated: string;
  readonly unapplied: string;
  readonly paidOn: CalendarDate;
  readonly reference?: string;
  readonly reversedOn?: CalendarDate;
  readonly allocations: readonly { readonly invoiceId: string; readonly amount: string; readonly on: CalendarDate }[];
}

/** A page of the invoices, perhaps of one status, one buyer, or a range of due days (both ends count). */
export interface InvoicesInput extends Page {
  readonly status?: InvoiceStatus;
  readonly buyer?: string;
  readonly dueFrom?: CalendarDate;
  readonly dueTo?: CalendarDate;
}

/** A page of invoices, by all that is recorded up to the position. */
export interface InvoicesAnswer {
  readonly position: string;
  readonly rows: readonly InvoiceRow[];
  readonly nextCursor?: string;
}

/** The read models that invoices and payments are answered from. */
export const ITEM_MODELS: readonly string[] = [openItems.name];

/** One invoice with everything that happened to it; undefined when the account has none of this id. */
export const invoiceOf = async (
  models: ReadModels,
  seller: string,
  { buyer, invoiceId }: { buyer: string; invoiceId: string },
): Promise<InvoiceAnswer | undefined> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const item = await collection.findOne({ _id: itemKey(seller, buyer, 'invoice', invoiceId) });
  if (!item) return undefined;
  return {
    position: position.toString(),
    ...invoiceRow(item),
    movements: item.movements.map(({ minor, ...movement }) => ({ ...movement, amount: amountOf(minor, item.currency) })),
    disputes: item.disputes.map(({ raisedOn, minor, reason, until, resolvedAt, outcome }) => ({
      raisedOn,
      amount: amountOf(minor, item.currency),
      reason,
      ...(resolvedAt === NEVER ? {} : { resolvedOn: until, outcome }),
    })),
  };
};

/** One payment and what it settled; undefined when the account has none of this id. */
export const paymentOf = async (
  models: ReadModels,
  seller: string,
  { buyer, paymentId }: { buyer: string; paymentId: string },
): Promise<PaymentAnswer | undefined> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const item = await collection.findOne({ _id: itemKey(seller, buyer, 'payment', paymentId) });
  if (!item) return undefined;
  const { currency, amountMinor, openMinor, issuedOn, reference, reversedOn } = item;
  const allocations = standing(item);
  return {
    position: position.toString(),
    buyer,
    paymentId,
    currency,
    amount: amountOf(amountMinor, currency),
    allocated: amountOf(
      allocations.reduce((sum, { minor }) => sum + minor, 0n),
      currency,
    ),
    unapplied: amountOf(openMinor, currency),
    paidOn: issuedOn,
    ...(reference === undefined ? {} : { reference }),
    ...(reversedOn === undefined ? {} : { reversedOn }),
    allocations: allocations.map(({ minor, ...allocation }) => ({ ...allocation, amount: amountOf(minor, currency) })),
  };
};

/** What the payment settles; nothing once it has bounced, which undoes all of it. */
const standing = ({ movements, reversedOn }: OpenItem): { invoiceId: string; on: CalendarDate; minor: bigint }[] =>
  movements.flatMap(({ kind, ref, on, minor }) =>
    reversedOn === undefined && kind === 'allocation' && ref !== undefined ? [{ invoiceId: ref, on, minor: -minor }] : [],
  );

/** Invoices, the earliest due first. */
export const invoices = async (models: ReadModels, seller: string, input: InvoicesInput): Promise<InvoicesAnswer> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const found = await collection
    .find({ $and: [{ seller, kind: 'invoice' }, ...narrowed(seller, input), ...after(input.cursor)] } as Filter<Stored<OpenItem>>)
    .project<Stored<OpenItem>>({ movements: 0 })
    .sort({ dueOn: 1, _id: 1 })
    .limit(input.limit + 1)
    .toArray();
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const nextCursor = last && found.length > rows.length ? { nextCursor: cursorOf([last.dueOn, last._id]) } : {};
  return { position: position.toString(), rows: rows.map(invoiceRow), ...nextCursor };
};

const narrowed = (seller: string, { status, buyer, dueFrom, dueTo }: InvoicesInput): object[] => [
  ...(status === undefined ? [] : [{ status: { $eq: status } }]),
  ...(buyer === undefined ? [] : [{ _id: keysUnder(seller, buyer) }]),
  ...(dueFrom === undefined ? [] : [{ dueOn: { $gte: dueFrom } }]),
  ...(dueTo === undefined ? [] : [{ dueOn: { $lte: dueTo } }]),
];

const after = (cursor: string | undefined): object[] => {
  if (cursor === undefined) return [];
  const [dueOn, id] = keyOf(cursor, ['', '']).map(String);
  return [{ $or: [{ dueOn: { $gt: dueOn } }, { dueOn, _id: { $gt: id } }] }];
};

const invoiceRow = (item: OpenItem): InvoiceRow => {
  const {
    buyer,
    itemId,
    currency,
    amountMinor,
    openMinor,
    status = 'open',
    issuedOn,
    dueOn,
    shippedOn,
    reference,
    overdueSince,
  } = item;
  return {
    buyer,
    invoiceId: itemId,
    currency,
    amount: amountOf(amountMinor, currency),
    open: amountOf(openMinor, currency),
    disputed: amountOf(disputedOf(item), currency),
    status,
    issuedOn,
    dueOn,
    ...(shippedOn === undefined ? {} : { shippedOn }),
    ...(reference === undefined ? {} : { reference }),
    ...(overdueSince === undefined ? {} : { overdueSince }),
  };
};

const disputedOf = ({ disputes, openMinor }: OpenItem): bigint => {
  const contested = disputes.reduce((sum, { resolvedAt, minor }) => (resolvedAt === NEVER ? sum + minor : sum), 0n);
  return contested < openMinor ? contested : openMinor;
};
