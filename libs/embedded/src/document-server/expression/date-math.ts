import { refuse } from '../errors';
import { typeName } from '../values/names';
import { integralValue } from '../values/numbers';
import type { Maybe } from '../values/types';
import { named, Operators } from './compile';
import { dateOf } from './dates';
import { fromLocal, toLocal, zoneOf } from './zones';

const FIXED: Readonly<Record<string, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** Units shorter than a day are counted in real time, not on the clock of a zone. */
const SHORT = ['hour', 'minute', 'second', 'millisecond'];

const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;
const unitOf = (unit: Maybe): string =>
  typeof unit === 'string' && (unit in FIXED || unit in MONTHS)
    ? unit
    : refuse(9, `unknown time unit value: ${typeof unit === 'string' ? unit : typeName(unit)}`);

/** Months since the year 0 of a local time. */
const monthOf = (local: number): number => {
  const d = new Date(local);
  return d.getUTCFullYear() * 12 + d.getUTCMonth();
};

const monthStart = (month: number): number => {
  const d = new Date(0);
  d.setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
  return d.getTime();
};

/** Adds months and clips to the last day of the month. */
const addMonths = (local: number, months: number): number => {
  const d = new Date(local);
  const start = monthStart(monthOf(local) + months);
  const length = (monthStart(monthOf(start) + 1) - start) / 86_400_000;
  const timeOfDay = ((local % 86_400_000) + 86_400_000) % 86_400_000;
  return start + (Math.min(d.getUTCDate(), length) - 1) * 86_400_000 + timeOfDay;
};

const shift = (sign: 1 | -1): Operators[string] =>
  named(['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }, name) => {
    if (nullish(startDate) || nullish(unit) || nullish(amount) || timezone === null) return null;
    const step = unitOf(unit);
    const n = integralValue(amount);
    if (n === undefined) return refuse(5166405, `${name} expects integer amount of time units`);
    const count = Number(n) * sign;
    const utc = dateOf(startDate).getTime();
    if (SHORT.includes(step)) return checked(utc + count * (FIXED[step] as number));
    const zone = zoneOf(timezone);
    const local = toLocal(utc, zone);
    const moved = step in MONTHS ? addMonths(local, count * (MONTHS[step] as number)) : local + count * (FIXED[step] as number);
    return checked(fromLocal(moved, zone));
  });

const checked = (ms: number): Date => {
  const d = new Date(ms);
  return Number.isNaN(d.getTime()) ? refuse(5976500, 'date overflow') : d;
};

const weekStart = (startOfWeek: Maybe): number => {
  if (startOfWeek === undefined) return 0;
  const name = typeof startOfWeek === 'string' ? startOfWeek.toLowerCase() : '';
  const at = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name);
  return at >= 0 ? at : refuse(9, 'unknown day of week value');
};

/** Weeks since the epoch, cut at that weekday. 1 January 1970 was a Thursday. */
const weekNumber = (local: number, start: number): number => Math.floor((Math.floor(local / 86_400_000) + 4 - start) / 7);

const dateDiff = named(
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  ({ startDate, endDate, unit, timezone, startOfWeek }) => {
    if (nullish(startDate) || nullish(endDate) || nullish(unit) || timezone === null) return null;
    const step = unitOf(unit);
    const zone = zoneOf(timezone);
    const [a, b] = [dateOf(startDate).getTime(), dateOf(endDate).getTime()].map((utc) =>
      SHORT.includes(step) && step !== 'hour' ? utc : toLocal(utc, zone),
    ) as [number, number];
    if (step in MONTHS) {
      const size = MONTHS[step] as number;
      return BigInt(Math.floor(monthOf(b) / size) - Math.floor(monthOf(a) / size));
    }
    if (step === 'week') return BigInt(weekNumber(b, weekStart(startOfWeek)) - weekNumber(a, weekStart(startOfWeek)));
    const size = FIXED[step] as number;
    return BigInt(Math.floor(b / size) - Math.floor(a / size));
  },
);

/** Where the server counts bins from: 1 January 2000, and its first Sunday, 2 January. */
const REFERENCE = Date.UTC(2000, 0, 1);

const dateTrunc = named(
  ['date', 'unit'],
  ['binSize', 'timezone', 'startOfWeek'],
  ({ date, unit, binSize, timezone, startOfWeek }) => {
    if (nullish(date) || nullish(unit) || binSize === null || timezone === null) return null;
    const step = unitOf(unit);
    const size =
      binSize === undefined
        ? 1
        : Number(integralValue(binSize) ?? refuse(5439017, '$dateTrunc requires binSize to be an integer'));
    if (size <= 0) return refuse(5439018, '$dateTrunc requires binSize to be greater than 0');
    const zone = zoneOf(timezone);
    const local = toLocal(dateOf(date).getTime(), zone);
    if (step in MONTHS) {
      const months = (MONTHS[step] as number) * size;
      return new Date(fromLocal(monthStart(24_000 + Math.floor((monthOf(local) - 24_000) / months) * months), zone));
    }
    const bin = (FIXED[step] as number) * size;
    const origin = step === 'week' ? REFERENCE + ((weekStart(startOfWeek) + 1) % 7) * 86_400_000 : REFERENCE;
    return new Date(fromLocal(origin + Math.floor((local - origin) / bin) * bin, zone));
  },
);

/** Sums, differences and truncation of dates by calendar units. */
export const dateMathOperators: Operators = {
  $dateAdd: shift(1),
  $dateSubtract: shift(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
