import type { AccountEvent, Approver, CalendarDate, FraudKind } from '@usance/domain';
import { key, projection, type Effect, type EventWith, type Fold } from '../kernel';

/** A suspicion of fraud, and how it was cleared. */
export interface FlagDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly flagId: string;
  readonly kind: FraudKind;
  readonly status: 'open' | 'cleared';
  readonly on: CalendarDate;
  readonly evidence: string;
  readonly clearedOn?: CalendarDate;
  readonly reason?: string;
  readonly approver?: Approver;
}

const ofFlag = <Event extends EventWith<{ readonly flagId: string }>>(
  fold: Fold<FlagDocument, Event>,
): Effect<FlagDocument, Event> => ({ keys: ({ seller, entity, data }) => [key(seller, entity, data.flagId)], fold });

/** What looks like fraud, a document a flag. */
export const flags = projection<FlagDocument, AccountEvent>()({
  name: 'fraud_flags',
  version: 1,
  indexes: [{ key: { seller: 1, status: 1, _id: 1 } }],
  on: {
    FraudFlagged: ofFlag((_none, { seller, entity: buyer, data: { flagId, kind, on, evidence } }) => ({
      seller,
      buyer,
      flagId,
      kind,
      status: 'open',
      on,
      evidence,
    })),
    FraudFlagCleared: ofFlag(
      (flag, { data: { on: clearedOn, reason, approver } }) =>
        flag && { ...flag, status: 'cleared', clearedOn, reason, approver },
    ),
  },
});
