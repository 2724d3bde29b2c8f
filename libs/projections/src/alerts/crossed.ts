import type { ThresholdCrossed, ThresholdsMoved } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** The levels that an event of whatever type crossed, by its own account: each is an alert. */
export const crossedIn = ({ data }: Pick<RecordedEvent, 'data'>): readonly ThresholdCrossed[] =>
  (data as { readonly thresholds?: ThresholdsMoved }).thresholds?.crossed ?? [];
