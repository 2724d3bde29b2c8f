/** A calendar date of the business, `YYYY-MM-DD`, without time or zone. Dates compare as text. */
export type CalendarDate = string;

const DAY = 86_400_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

const time = (date: CalendarDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));

const text = (ms: number): CalendarDate => new Date(ms).toISOString().slice(0, 10);

/** Whether the text is a day that exists in the civil calendar: `2026-02-30` is none. Years 1000 to 9998, so that a
 * day reckoned from it is one, too. */
export const isCalendarDate = (value: unknown): value is CalendarDate =>
  typeof value === 'string' && PATTERN.test(value) && value >= '1000' && value < '9999' && text(time(value)) === value;

/** The date so many days later (earlier when negative). */
export const addDays = (date: CalendarDate, days: number): CalendarDate => text(time(date) + days * DAY);

/** Days from the first date to the second: 0 for the same day, negative when the second is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => Math.round((time(to) - time(from)) / DAY);

/** The later of the dates. */
export const latest = (first: CalendarDate, ...others: readonly CalendarDate[]): CalendarDate =>
  others.reduce((a, b) => (b > a ? b : a), first);

/** The first day of the date's month. */
export const monthStart = (date: CalendarDate): CalendarDate => `${date.slice(0, 7)}-01`;

/** The last day of the date's month. */
export const monthEnd = (date: CalendarDate): CalendarDate =>
  text(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0));

/** The same day so many months later (earlier when negative); the last of the month where it has no such day. */
export const addMonths = (date: CalendarDate, months: number): CalendarDate => {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, Number(date.slice(8, 10))];
  const last = Number(text(Date.UTC(year, month + 1, 0)).slice(8, 10));
  return text(Date.UTC(year, month, Math.min(day, last)));
};
