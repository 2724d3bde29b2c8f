import { Map as ImmutableMap } from 'immutable';
import { newAccount, type Account, type Security } from '@usance/domain';
import type { ReadModels } from '../kernel';
import type { OrderStage } from '../orders/order-document';
import { exact } from '../shared/answers';
import { blank, moved, type AccountExposure } from './account-exposure';
import { exposure, type ExposureDocument } from './exposure.projection';

interface OrderSum {
  /** Neither shipped, invoiced nor cancelled. */
  readonly rest: bigint;
  /** Shipped, not invoiced. */
  readonly unbilled: bigint;
}

/** An account as its exposure is known, and its orders, summed up. */
export interface AccountSeen {
  readonly document: AccountExposure;
  readonly orders: Readonly<Partial<Record<OrderStage, OrderSum>>>;
}

/** Of a buyer with nothing on the account. */
export const nothing = (seller: string, buyer: string): AccountSeen => ({
  document: blank({ seller, entity: buyer }),
  orders: {},
});

/**
 * The accounts of a seller, of some buyers only when they are named. One command to the database reads an account and its orders. Of
 * closed orders nothing is asked: what they were is in invoices, or cancelled.
 */
export const accountsSeen = async (
  models: ReadModels,
  seller: string,
  buyers?: readonly string[],
): Promise<{ position: bigint; byBuyer: Map<string, AccountSeen> }> => {
  const { collection, position } = await models.open<ExposureDocument>(exposure);
  const found = await collection
    .aggregate<Summed>([
      { $match: { seller, counts: true, ...(buyers && { buyer: { $in: [...buyers] } }) } },
      {
        $group: {
          _id: { buyer: '$buyer', stage: '$stage' },
          rest: { $sum: '$restMinor' },
          unbilled: { $sum: '$unbilledMinor' },
          document: { $first: '$$ROOT' },
        },
      },
    ])
    .toArray();
  const byBuyer = new Map<string, AccountSeen>();
  for (const { document } of found) if (document.kind === 'account') byBuyer.set(document.buyer, { document, orders: {} });
  for (const { _id, rest, unbilled } of found) {
    const account = byBuyer.get(_id.buyer);
    const sum = { rest: exact(rest), unbilled: exact(unbilled) };
    if (account && _id.stage !== 'account')
      byBuyer.set(_id.buyer, { ...account, orders: { ...account.orders, [_id.stage]: sum } });
  }
  return { position, byBuyer };
};

interface Summed {
  readonly _id: { readonly buyer: string; readonly stage: OrderStage | 'account' };
  readonly rest: bigint | number;
  readonly unbilled: bigint | number;
  readonly document: ExposureDocument;
}

/** Whether two accounts count together, once the one's buyer is a duplicate of the other's: their amounts add up. */
export const addsUp = (kept: AccountSeen, { document }: AccountSeen): boolean =>
  kept.document.currency === undefined || document.currency === undefined || document.currency === kept.document.currency;

/** The account of a kept buyer with that of a duplicate: what is owed and ordered adds up; limits and securities are the kept one's. */
export const added = (kept: AccountSeen, duplicate: AccountSeen): AccountSeen => {
  const { document, orders } = kept;
  const { currency, totalMinor, billedMinor, openMinor, unappliedMinor } = duplicate.document;
  return {
    document: moved(
      { ...document, currency: document.currency ?? currency },
      { totalMinor, billedMinor, openMinor, unappliedMinor },
    ),
    orders: Object.fromEntries(
      STAGES.map((stage) => [stage, sumOf(orders[stage] ?? NO_ORDERS, duplicate.orders[stage] ?? NO_ORDERS)]),
    ),
  };
};

const STAGES: readonly OrderStage[] = ['held', 'later', 'order', 'cancelled'];
const NO_ORDERS: OrderSum = { rest: 0n, unbilled: 0n };

const sumOf = (a: OrderSum, b: OrderSum): OrderSum => ({ rest: a.rest + b.rest, unbilled: a.unbilled + b.unbilled });

/** In which class each unit of value is, in minor units. */
export type Classes = Readonly<Record<'held' | 'later' | 'order' | 'shipped' | 'open' | 'settled' | 'cancelled', bigint>>;

/** Where all value is that was ordered, or invoiced beyond orders: what is in none of the other classes is cancelled. */
export const classesOf = ({ document, orders }: AccountSeen): Classes => {
  const { totalMinor, billedMinor, openMinor } = document;
  const restOf = (stage: OrderStage): bigint => orders[stage]?.rest ?? 0n;
  const held = restOf('held');
  const later = restOf('later');
  const order = restOf('order');
  const shipped = Object.values(orders).reduce((sum, { unbilled }) => sum + unbilled, 0n);
  const settled = billedMinor - openMinor;
  const cancelled = totalMinor - held - later - order - shipped - billedMinor;
  return { held, later, order, shipped, open: openMinor, settled, cancelled };
};

/** The account as far as the rules of credit look at it; so that answers are by the same rules as decisions. */
export const asAccount = (seen: AccountSeen, openByDueDay: Account['openByDueDay'] = newAccount.openByDueDay): Account => {
  const { currency, decisions, temporary, securities, openMinor, unappliedMinor } = seen.document;
  const { order, shipped } = classesOf(seen);
  const balance = { open: openMinor, unapplied: unappliedMinor, ordered: order, shipped };
  return {
    ...newAccount,
    currency,
    limits: decisions,
    temporaryLimits: temporary.map(({ minor, from, to }) => ({ minor, from, to, ended: false })),
    securities: ImmutableMap(
      securities.map(({ securityId, ...held }): [string, Security] => [securityId, { ...held, expired: false }]),
    ),
    balances: currency === undefined ? {} : { [currency]: balance },
    openByDueDay,
  };
};
