import type { CalendarDate } from '@usance/domain';
import type { Document } from 'mongodb';
import type { ReadModels } from '../kernel';
import { keysUnder } from '../shared/keys';
import { FOREVER, type OpenItem } from './open-item';
import { openItems } from './open-items.projection';

/** The ledger as of a day, as it was known at an instant. */
export interface LedgerAt {
  readonly asOf: CalendarDate;
  /** RFC 3339 UTC with milliseconds; leaves out what was recorded later. */
  readonly knownAt?: string;
  readonly buyer?: string;
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
  { asOf, knownAt, buyer }: LedgerAt,
  group: Readonly<Record<string, unknown>>,
): Promise<{ position: bigint; sums: LedgerSum<Group>[] }> => {
  const { collection, position } = await models.open<OpenItem>(openItems);
  const open = openOn(asOf, knownAt);
  const found = await collection
    .aggregate<{ _id: Group; open: bigint; disputed: bigint }>([
      {
        $match: {
          seller,
          ...(buyer === undefined ? {} : { _id: keysUnder(seller, buyer) }),
          issuedOn: { $lte: asOf },
          ...notSettledBy(asOf, knownAt),
        },
      },
      { $group: { _id: group, open: { $sum: open }, disputed: { $sum: disputedOn(asOf, knownAt, open) } } },
    ])
    .toArray();
  const sums = found.map((sum) => ({ group: sum._id, openMinor: BigInt(sum.open), disputedMinor: BigInt(sum.disputed) }));
  return { position, sums };
};

/** Settled items cannot have been open from the day on which they were settled; unless that was recorded later than is asked for. */
const notSettledBy = (asOf: CalendarDate, knownAt: string | undefined): Document =>
  knownAt === undefined
    ? { until: { $gt: asOf } }
    : { recordedAt: { $lte: knownAt }, $or: [{ until: { $gt: asOf } }, { lastRecordedAt: { $gt: knownAt } }] };

const openOn = (asOf: CalendarDate, knownAt: string | undefined): Document => {
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

/** A dispute stands from the day it is raised until before the day it is resolved, with the smaller of its amount and what is open. */
const disputedOn = (asOf: CalendarDate, knownAt: string | undefined, open: Document): Document => {
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
  return { $cond: [{ $eq: ['$disputes', []] }, 0n, { $min: [open, contested] }] };
};

/** Items with something open, by all that is recorded. */
export const OPEN = { until: FOREVER } as const;
