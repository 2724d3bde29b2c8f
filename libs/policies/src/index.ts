export { openBusinessDay, type BusinessDay, type BusinessDayOptions, type DayMoved } from './business-day/open-business-day';
export { CLOCK } from './business-day/business-day';
export { Sweeps, type Swept } from './business-day/sweeps';
export { Bell } from './kernel/bell';
export { runSweeper } from './kernel/run-sweeper';
export { unparked } from './kernel/deadline';
export { countParked, storedRows } from './kernel/stored-rows';
export { Sweeper } from './kernel/sweeper';
export { markOverdueWhenDueDatePasses } from './mark-overdue-when-due-date-passes';
