import type { CalendarDate } from '@usance/domain';

/** The day that the business lives in, as the api needs it. */
export interface BusinessDay {
  today(): Promise<CalendarDate>;
  /** Whether the day follows the clock, or is moved by hand. */
  mode(): Promise<'clock' | 'manual'>;
  /**
   * Moves the day forward; answers when everything that fell due is done and can be queried.
   * Refused with DAY_RUNS_BY_CLOCK, DAY_IN_THE_PAST, DAY_TOO_FAR.
   */
  moveTo(day: CalendarDate): Promise<{ readonly day: CalendarDate; readonly commands: number; readonly position: bigint }>;
}

/** Where Nest finds the business day. */
export const BUSINESS_DAY = Symbol('BusinessDay');
