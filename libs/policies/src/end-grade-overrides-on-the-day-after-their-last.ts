import { addDays, type BuyerEvent, type CalendarDate } from '@usance/domain';
import { byTheDay } from './kernel/by-the-day';

interface Override {
  readonly validTo: CalendarDate;
}

const id = ({ validTo }: Override): string => validTo;

/** On the day after the last day of an override of the grade, it ends; those of the same last day together. */
export const endGradeOverridesOnTheDayAfterTheirLast = byTheDay<BuyerEvent, Override>({
  name: 'end-grade-overrides-on-the-day-after-their-last',
  rows: 'ending_grade_overrides',
  on: {
    GradeOverridden: { id, becomes: ({ validTo }) => ({ validTo, sendOn: addDays(validTo, 1) }) },
    GradeOverrideEnded: { id, becomes: () => 'done' },
  },
  sends: ({ buyer, validTo, sendOn }) => ({
    name: 'EndGradeOverride',
    payload: { buyerId: buyer, validTo, today: sendOn },
  }),
});
