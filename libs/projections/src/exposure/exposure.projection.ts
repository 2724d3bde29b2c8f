import type { AccountEvent, InvoiceCancelled, InvoiceOpened, OrderEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { entityKey, onEntity, projection, type Effect, type Effects, type EventWith, type Fold } from '../kernel';
import { temporaryAmount } from '../limits/limit-history';
import {
  afterCancellation,
  afterInvoice,
  billedOrderKeys,
  orderFolds,
  orderKey,
  type OrderDocument,
} from '../orders/order-document';
import { blank, inCurrency, invoiced, limited, moved, received, total, type AccountExposure } from './account-exposure';

/** What a buyer owes and may owe: a document for the account, and one for each of its orders. */
export type ExposureDocument = AccountExposure | OrderDocument;

/** An event of an order alone. */
const ofOrder = <Event extends EventWith<{ readonly orderId: string }>>(
  fold: Fold<OrderDocument, Event>,
): Effect<ExposureDocument, Event> => ({
  keys: (event) => [orderKey(event, event.data.orderId)],
  fold: fold as Fold<ExposureDocument, Event>,
});

/** An event that moves value between the account and one of its orders: both documents. */
const ofBoth = <Event extends RecordedEvent>(
  orderKeys: (event: Event) => readonly string[],
  account: Fold<AccountExposure, Event>,
  order: Fold<OrderDocument, Event>,
): Effect<ExposureDocument, Event> => ({
  keys: (event) => [entityKey(event), ...orderKeys(event)],
  fold: (document, event, id) =>
    id === entityKey(event)
      ? account(document as AccountExposure | undefined, event, id)
      : order(document as OrderDocument | undefined, event, id),
});

const opened = ofBoth<EventWith<InvoiceOpened>>(
  billedOrderKeys,
  (account, event) => invoiced(account ?? blank(event), event.data),
  (order, { data }) => order && afterInvoice(order, data),
);

const { OrderSubmitted: placed, ...orderMoves } = orderFolds;

/** What becomes of an order is in its own document alone. */
const ofOrders = Object.fromEntries(
  Object.entries(orderMoves).map(([type, fold]) => [type, ofOrder(fold as Parameters<typeof ofOrder>[0])]),
) as unknown as Effects<ExposureDocument, OrderEvent>;

/**
 * What buyers owe and may owe. An account's document holds the sums that only grow by its own events, an order's what is left of the
 * order: so no document grows with the orders that are done, and one that an invoice gives value back to is still there. Both kinds
 * are one read model, so that value on its way from an order to an invoice is read once.
 */
export const exposure = projection<ExposureDocument, AccountEvent>()({
  name: 'exposure',
  version: 2,
  indexes: [{ key: { seller: 1, counts: 1, buyer: 1 } }, { key: { seller: 1, kind: 1, status: 1, _id: 1 } }],
  on: {
    ...(onEntity<AccountExposure, AccountEvent>({
      LimitGranted: (account, event) => limited(account ?? blank(event), event, event.data.amount),
      LimitIncreased: (account, event) => limited(account ?? blank(event), event, event.data.amount),
      LimitReduced: (account, event) => limited(account ?? blank(event), event, event.data.amount),
      LimitWithdrawn: (account, event) => limited(account ?? blank(event), event),
      LimitDecided: (account, event) =>
        event.data.effect === 'none' ? account : limited(account ?? blank(event), event, event.data.amount),
      TemporaryLimitGranted: (account, event) => {
        const document = inCurrency(account ?? blank(event), event.data.amount);
        return { ...document, temporary: [...document.temporary, temporaryAmount(event)] };
      },
      SecurityRequired: (account, event) => inCurrency(account ?? blank(event), event.data.amount),
      SecurityRecorded: (account, event) => {
        const { securityId, kind, amount, validFrom: from, validTo: to } = event.data;
        const document = inCurrency(account ?? blank(event), amount);
        return { ...document, securities: [...document.securities, { securityId, kind, minor: amount.minor, from, to }] };
      },
      SecurityReleased: (account, { data: { securityId, releasedOn } }) =>
        account && {
          ...account,
          securities: account.securities.map((each) => (each.securityId === securityId ? { ...each, releasedOn } : each)),
        },
      CreditNoteIssued: (account, event) => received(account ?? blank(event), event.data.amount, event.data.allocations),
      PaymentRecorded: (account, event) => received(account ?? blank(event), event.data.amount, event.data.allocations),
      PaymentAllocated: (account, { data: { allocations } }) =>
        account && moved(account, { openMinor: -total(allocations), unappliedMinor: -total(allocations) }),
      PaymentReversed: (account, { data: { amount, allocations } }) =>
        account && moved(account, { openMinor: total(allocations), unappliedMinor: total(allocations) - amount.minor }),
      DisputeResolved: (account, { data: { credited } }) => account && moved(account, { openMinor: -credited.minor }),
      InvoiceWrittenOff: (account, { data: { amount } }) => account && moved(account, { openMinor: -amount.minor }),
    }) as object),
    OrderSubmitted: ofBoth(
      (event) => [orderKey(event, event.data.orderId)],
      (account, event) => {
        const { amount } = event.data;
        return moved(inCurrency(account ?? blank(event), amount), { totalMinor: amount.minor });
      },
      (order, event, id) => placed(order, event, id),
    ),
    ...ofOrders,
    InvoiceIssued: opened,
    InvoiceRecorded: opened,
    InvoiceCancelled: ofBoth<EventWith<InvoiceCancelled['data']>>(
      billedOrderKeys,
      (account, { data: { amount } }) => account && moved(account, { billedMinor: -amount.minor, openMinor: -amount.minor }),
      (order, { data }) => order && afterCancellation(order, data),
    ),
  },
});
