import {
  limitEntry,
  type Approver,
  type CalendarDate,
  type LimitEntry,
  type LimitEvent,
  type TemporaryLimitGranted,
} from '@usance/domain';

/** One decision on a limit, as it is kept in documents. */
export interface LimitDecision extends LimitEntry {
  readonly reason?: string;
  /** Who decided; `policy`: at once, inside the credit policy. */
  readonly approver?: Approver | 'policy';
  /** The request that was decided. */
  readonly requestId?: string;
  /** The limit rule's proposal that was taken up. */
  readonly proposalId?: string;
  readonly recordedAt: string;
}

type Why = Pick<LimitDecision, 'reason' | 'approver' | 'requestId' | 'proposalId'>;

/** An amount on top of the limit, as it is kept in documents: minor units, both days count. */
export interface TemporaryAmount {
  readonly minor: bigint;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly reason: string;
  readonly approver: Approver;
  readonly recordedAt: string;
}

/** The amount on top that an event gives. */
export const temporaryAmount = ({
  data: { amount, validFrom, validTo, reason, approver },
  recordedAt,
}: TemporaryLimitGranted & { readonly recordedAt: string }): TemporaryAmount => ({
  minor: amount.minor,
  from: validFrom,
  to: validTo,
  reason,
  approver,
  recordedAt,
});

/** The decisions after one more. */
export const decided = (
  decisions: readonly LimitDecision[],
  event: LimitEvent & { readonly recordedAt: string },
): readonly LimitDecision[] => {
  const { reason, approver, requestId, proposalId }: Why = event.data;
  return [
    ...decisions,
    { ...limitEntry(decisions, event), reason, approver, requestId, proposalId, recordedAt: event.recordedAt },
  ];
};
