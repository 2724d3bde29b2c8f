import { addDays, type CalendarDate } from '@usance/domain';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at an instant (milliseconds since 1970) in an IANA time zone. */
export const dayIn = (timezone: string, now: number): CalendarDate => {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timezone, format);
  }
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
};

/** Milliseconds from the instant until the zone's next calendar day begins, to the millisecond, whatever daylight saving does. */
export const untilNextDay = (timezone: string, now: number): number => {
  const next = addDays(dayIn(timezone, now), 1);
  let early = now;
  let late = now + 50 * 3_600_000;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (dayIn(timezone, middle) < next) early = middle;
    else late = middle;
  }
  return late - now;
};
