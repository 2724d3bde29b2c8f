import { decider, type CalendarDate, type Decide } from '../shared';
import { recordIndex } from './record-index';
import type { IndexEvent, IndexValue } from './settings.events';

/** An index that limits may follow: all that was recorded of it, in the order of recording. */
export interface PriceIndex {
  readonly values: readonly IndexValue[];
}

export type DecideIndex<Command> = Decide<PriceIndex, Command, IndexEvent>;

/** What an index is worth on a day: the newest value of that day or before; of two of the same day the later recorded. */
export const indexOn = ({ values }: PriceIndex, day: CalendarDate): IndexValue | undefined =>
  values.reduce<IndexValue | undefined>(
    (newest, value) => (value.asOf <= day && (!newest || value.asOf >= newest.asOf) ? value : newest),
    undefined,
  );

/** Folds one event into the index. */
export const evolveIndex = ({ values }: PriceIndex, { data: { value, asOf, source } }: IndexEvent): PriceIndex => ({
  values: [...values, { value, asOf, source }],
});

/** The index's context: stream `index-<seller>.<index>`. */
export const priceIndex = decider<PriceIndex, IndexEvent>()({
  category: 'index',
  stateVersion: 1,
  id: 'index',
  initial: { values: [] },
  evolve: evolveIndex,
  commands: { RecordIndex: recordIndex },
});
