import type { AccountEvent, CalendarDate } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, type Projection } from '@usance/projections/kernel';
import { DUE, withoutNote, type Deadline, type DeadlineFields } from './kernel/deadline';

/** A day on which an account's metrics move though nothing happens. */
interface DayToAssess extends DeadlineFields {
  readonly buyer: string;
}

type Assessing = Extract<AccountEvent, { type: 'ThresholdsAssessed' }>['data'];

/** The day that the event assesses as one that had come. */
const assessed = ({ type, data }: RecordedEvent): CalendarDate | undefined =>
  type === 'ThresholdsAssessed' ? (data as Assessing).today : undefined;

const toCome = ({ category, data }: RecordedEvent): readonly CalendarDate[] =>
  category === 'account' ? ((data as Partial<Assessing>).thresholds?.assessOn ?? []) : [];

const rows: Projection<DayToAssess> = {
  name: 'days_to_assess',
  version: 1,
  indexes: [DUE],
  documents: (event) => {
    const days = new Set([assessed(event), ...toCome(event)]);
    return [...days].flatMap((day) => (day === undefined ? [] : [key(event.seller, event.entity, day)]));
  },
  apply: (row, event, its) => {
    const { seller, entity: buyer, id: openedBy } = event;
    const day = toCome(event).find((each) => key(seller, buyer, each) === its);
    return day === undefined
      ? row && { ...withoutNote(row), status: 'done' }
      : { seller, buyer, sendOn: day, status: 'waiting', openedBy };
  },
};

/** The thresholds of an account are assessed on each day that an event of it said would move them, once a buyer and day. */
export const assessThresholdsOnDaysToCome: Deadline<DayToAssess> = {
  name: 'assess-thresholds-on-days-to-come',
  rows,
  sends: ({ buyer, sendOn }) => ({ name: 'AssessThresholds', payload: { buyerId: buyer, today: sendOn } }),
  idle: true,
};
