import type { Deadline } from './kernel/deadline';
import { markOverdueWhenDueDatePasses } from './mark-overdue-when-due-date-passes';

/** All policies. What is due on the same day has its turn in this order. */
export const POLICIES: readonly [Deadline, ...Deadline[]] = [markOverdueWhenDueDatePasses];
