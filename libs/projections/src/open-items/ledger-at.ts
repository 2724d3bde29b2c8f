import type { CalendarDate } from '@usance/domain';
import type { Document } from 'mongodb';
import { keysUnder, underAny, type ReadModels } from '../kernel';
import { exact } from '../shared/answers';
import type { OpenItem } from './open-item';
import { openItems } from './open-items.projection';

/** The ledger as of a day, as it was known at an instant. */
export interface LedgerAt {
  readonly asOf: CalendarDate;
  /** RFC 3339 UTC with milliseconds; leaves out what was recorded later. */
  readonly knownAt?: string;
  /** Only of these. */
  readonly buyers?: readonly string[];
}

/** What was open, summed over the items of a group. */
export interface LedgerSum<Group> {
  readonly group: Group;
  /** Invoices: open. Payments and credit notes: unapplied, as a positive amount. */
  readonly openMinor: bigint;
  /** The part of it that was in dispute. */
  readonly disputedMinor: bigint;
}

/**
 * Sums what was open on the day, by whatever the items are grouped by (expressions over an item). One aggregation: an item that
 * did not move since the day answers with its open amount, any other adds up its movements to it.
 */
export const ledgerAt = async <Group extends Document>(
  models: ReadModels,
  seller: string,
  at: LedgerAt,
  group: Readonly<Record<string, unknown>>,
): Promise<{ position: bigint; sums: LedgerSum<Group>[] }> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const open = openOn(at);
  const found = await collection
    .aggregate<Summed<Group>>([
      { $match: { seller, ...standingOn(at), ...(at.buyers && underAny(seller, at.buyers)) } },
      { $group: { _id: group, open: { $sum: open }, disputed: { $sum: disputedOn(at, open) } } },
    ])
    .toArray();
  return { position, sums: found.map(sumOf) };
};

/**
 * What was open on the day, item by item, in the order of their keys: by buyer, kind and id. At most so many, after a key. An item
 * that had nothing open on the day, but has something by now, is among them.
 */
export const itemsAt = async <Group extends Document>(
  models: ReadModels,
  seller: string,
  at: LedgerAt & { readonly limit: number; readonly after?: string },
  group: Readonly<Record<string, unknown>>,
): Promise<{ position: bigint; items: (LedgerSum<Group> & { id: string })[] }> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const { limit, after, buyers } = at;
  const open = openOn(at);
  const keys = [
    buyers ? underAny(seller, buyers) : { _id: keysUnder(seller) },
    ...(after === undefined ? [] : [{ _id: { $gt: after } }]),
  ];
  const found = await collection
    .aggregate<Summed<string> & { group: Group }>([
      { $match: { $and: [...keys, { seller, ...standingOn(at) }] } },
      { $sort: { _id: 1 } },
      { $limit: limit },
      { $project: { group, open, disputed: disputedOn(at, open) } },
    ])
    .toArray();
  return { position, items: found.map((item) => ({ id: item._id, ...sumOf({ ...item, _id: item.group }) })) };
};

interface Summed<Group> {
  readonly _id: Group;
  readonly open: bigint | number;
  readonly disputed: bigint | number;
}

const sumOf = <Group>({ _id, open, disputed }: Summed<Group>): LedgerSum<Group> => ({
  group: _id,
  openMinor: exact(open),
  disputedMinor: exact(disputed),
});

/** Items that can have been open on the day. */
const standingOn = ({ asOf, knownAt }: LedgerAt): Document => ({ issuedOn: { $lte: asOf }, ...notSettledBy(asOf, knownAt) });

/** Settled items cannot have been open from the day on which they were settled; unless that was recorded later than is asked for. */
const notSettledBy = (asOf: CalendarDate, knownAt: string | undefined): Document =>
  knownAt === undefined
    ? { until: { $gt: asOf } }
    : { recordedAt: { $lte: knownAt }, $or: [{ until: { $gt: asOf } }, { lastRecordedAt: { $gt: knownAt } }] };

const openOn = ({ asOf, knownAt }: LedgerAt): Document => {
  const counts = (on: string, recordedAt: string): Document =>
    knownAt === undefined ? { $lte: [on, asOf] } : { $and: [{ $lte: [on, asOf] }, { $lte: [recordedAt, knownAt] }] };
  const movements = { $filter: { input: '$movements', as: 'movement', cond: counts('$$movement.on', '$$movement.recordedAt') } };
  return {
    $cond: [
      counts('$lastMovedOn', '$lastRecordedAt'),
      '$openMinor',
      { $sum: { $map: { input: movements, as: 'movement', in: '$$movement.minor' } } },
    ],
  };
};

/** A dispute stands from the day it is raised until before the day it is resolved, with the smaller of its amount and what is open, never below zero. */
const disputedOn = ({ asOf, knownAt }: LedgerAt, open: Document): Document => {
  const standing = { $and: [{ $lte: ['$$dispute.raisedOn', asOf] }, { $gt: ['$$dispute.until', asOf] }] };
  const known = knownAt && {
    $and: [
      { $lte: ['$$dispute.raisedAt', knownAt] },
      { $lte: ['$$dispute.raisedOn', asOf] },
      { $or: [{ $gt: ['$$dispute.until', asOf] }, { $gt: ['$$dispute.resolvedAt', knownAt] }] },
    ],
  };
  const disputes = { $filter: { input: '$disputes', as: 'dispute', cond: known ?? standing } };
  const contested = { $sum: { $map: { input: disputes, as: 'dispute', in: '$$dispute.minor' } } };
  return { $cond: [{ $eq: ['$disputes', []] }, 0n, { $max: [0n, { $min: [open, contested] }] }] };
};
