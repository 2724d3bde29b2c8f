import { BUSINESS_DAY, type CalendarDate } from '@usance/domain';
import type { CommandRunnerOptions } from '@usance/event-store';

/** For a runner: the business day is the given one. */
export const businessDayIs = (state: CalendarDate): NonNullable<CommandRunnerOptions['elsewhere']> => ({
  [BUSINESS_DAY.category]: () => ({ state, revision: -1n, position: 0n }),
});
