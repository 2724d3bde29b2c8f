import type { AccountEvent, CalendarDate, MergesEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, type Projection } from '@usance/projections/kernel';
import { DUE, withoutNote, type Deadline, type DeadlineFields } from './kernel/deadline';

/** A day on which an account's metrics move though nothing happens on it. */
interface DayToAssess extends DeadlineFields {
  readonly buyer: string;
}

type Assessing = Extract<AccountEvent, { type: 'ThresholdsAssessed' }>['data'];

/** The day that the event assesses as one that had come. */
const assessed = ({ type, data }: RecordedEvent): CalendarDate | undefined =>
  type === 'ThresholdsAssessed' ? (data as Assessing).today : undefined;

/** Which buyers' thresholds have to be assessed on which days because of the event: of its own account, and of a duplicate's kept buyer. */
const toCome = ({ category, entity, data }: RecordedEvent): readonly (readonly [buyer: string, day: CalendarDate])[] => {
  if (category === 'merges') {
    const { buyerId, recordedOn } = data as MergesEvent['data'];
    return [[buyerId, recordedOn]];
  }
  if (category !== 'account') return [];
  const { assessOn = [], kept } = (data as Partial<Assessing>).thresholds ?? {};
  const own = assessOn.map((day) => [entity, day] as const);
  return kept ? [...own, ...[kept.on, ...assessOn].map((day) => [kept.buyerId, day] as const)] : own;
};

const rows: Projection<DayToAssess> = {
  name: 'days_to_assess',
  version: 2,
  indexes: [DUE],
  documents: (event) => {
    const { seller, entity } = event;
    const done = assessed(event);
    const keys = toCome(event).map((each) => key(seller, ...each));
    return [...new Set(done === undefined ? keys : [key(seller, entity, done), ...keys])];
  },
  apply: (row, event, its) => {
    const { seller, id: openedBy } = event;
    const opened = toCome(event).find((each) => key(seller, ...each) === its);
    if (!opened) return row && { ...withoutNote(row), status: 'done' };
    const [buyer, sendOn] = opened;
    return { seller, buyer, sendOn, status: 'waiting', openedBy };
  },
};

/**
 * The thresholds of an account are assessed on each day that an event of it said would move them, once a buyer and day; those of a kept
 * buyer when a file is merged into its own, and after each event of the duplicate's account.
 */
export const assessThresholdsOnDaysToCome: Deadline<DayToAssess> = {
  name: 'assess-thresholds-on-days-to-come',
  rows,
  sends: ({ buyer, sendOn }) => ({ name: 'AssessThresholds', payload: { buyerId: buyer, today: sendOn } }),
  idle: true,
};
