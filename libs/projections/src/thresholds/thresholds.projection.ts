import { levelsAfter, type LevelStates, type ThresholdCrossed, type ThresholdsMoved } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { entityKey, type Projection } from '../kernel';

/** Where the levels of each metric stand, and the newest alert of each, by `metric level`. */
export interface ThresholdsDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly levels: Readonly<Record<string, LevelStates>>;
  readonly alerts: Readonly<Record<string, ThresholdCrossed>>;
}

const movedIn = ({ data }: RecordedEvent): ThresholdsMoved | undefined =>
  (data as { readonly thresholds?: ThresholdsMoved }).thresholds;

const after = ({ levels, alerts, ...rest }: ThresholdsDocument, moved: ThresholdsMoved): ThresholdsDocument => {
  const { crossed = [], rearmed = [] } = moved;
  const metrics = [...new Set([...crossed, ...rearmed].map(({ metric }) => metric))];
  return {
    ...rest,
    levels: {
      ...levels,
      ...Object.fromEntries(metrics.map((metric) => [metric, levelsAfter(levels[metric] ?? {}, metric, moved)])),
    },
    alerts: { ...alerts, ...Object.fromEntries(crossed.map((each) => [`${each.metric} ${each.level}`, each])) },
  };
};

/** Which levels a buyer's metrics have crossed, by what the events of its account and its file say of it. */
export const thresholds: Projection<ThresholdsDocument> = {
  name: 'thresholds',
  version: 1,
  indexes: [],
  documents: (event) => (movedIn(event) ? [entityKey(event)] : []),
  apply: (document, event) => {
    const { seller, entity: buyer } = event;
    const moved = movedIn(event);
    return moved && after(document ?? { seller, buyer, levels: {}, alerts: {} }, moved);
  },
};
