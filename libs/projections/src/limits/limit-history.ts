import { limitEntry, type LimitEntry, type LimitEvent } from '@usance/domain';

/** One decision on a limit, as it is kept in documents. */
export interface LimitDecision extends LimitEntry {
  readonly reason?: string;
  readonly recordedAt: string;
}

/** The decisions after one more. */
export const decided = (
  decisions: readonly LimitDecision[],
  event: LimitEvent & { readonly recordedAt: string },
): readonly LimitDecision[] => [
  ...decisions,
  { ...limitEntry(decisions, event), reason: event.data.reason, recordedAt: event.recordedAt },
];
