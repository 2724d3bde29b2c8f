import { refuse } from '../errors';
import { doc, Doc } from '../values/doc';
import { typeName } from '../values/names';
import { integerArgument } from '../values/numbers';
import { Maybe, Oid, Stamp, Value } from '../values/types';
import { argumentsOf, compileExpression, fold, named, OperatorCompiler, Operators } from './compile';
import { parseDate, parseDateBy } from './date-parse';
import { fromLocal, toLocal, Zone, zoneOf } from './zones';

const DAY = 86_400_000;
const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;

/** A date, or what counts as one: an ObjectId or timestamp by its seconds. */
export const dateOf = (v: Maybe): Date => {
  if (v instanceof Date) return v;
  if (v instanceof Oid) return new Date(parseInt(v.hex.slice(0, 8), 16) * 1000);
  if (v instanceof Stamp) return new Date(Number(v.bits >> 32n) * 1000);
  return refuse(16006, `can't convert from BSON type ${typeName(v)} to Date`);
};

/** Year and week by ISO 8601, of a local time. */
const isoWeek = (local: number): { year: number; week: number } => {
  const date = new Date(local);
  const weekday = date.getUTCDay() || 7;
  const thursday = new Date(local + (4 - weekday) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1 };
};

const dayOfYear = (d: Date): number => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY) + 1;

type Part = (local: Date) => number | bigint;

const PARTS: Readonly<Record<string, Part>> = {
  $year: (d) => d.getUTCFullYear(),
  $month: (d) => d.getUTCMonth() + 1,
  $dayOfMonth: (d) => d.getUTCDate(),
  $dayOfYear: dayOfYear,
  $dayOfWeek: (d) => d.getUTCDay() + 1,
  $isoDayOfWeek: (d) => d.getUTCDay() || 7,
  $week: (d) => Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7),
  $isoWeek: (d) => isoWeek(d.getTime()).week,
  $isoWeekYear: (d) => BigInt(isoWeek(d.getTime()).year),
  $hour: (d) => d.getUTCHours(),
  $minute: (d) => d.getUTCMinutes(),
  $second: (d) => d.getUTCSeconds(),
  $millisecond: (d) => d.getUTCMilliseconds(),
};

const part =
  (read: Part): OperatorCompiler =>
  (argument, scope, name) => {
    const full = argument instanceof Doc && argument.has('date') ? argument : undefined;
    for (const field of full?.shape.names ?? [])
      if (field !== 'date' && field !== 'timezone') refuse(40535, `unrecognized option to ${name}: "${field}"`);
    const date = compileExpression(full ? (full.get('date') as Value) : (argumentsOf(argument, name, 1)[0] as Value), scope);
    const timezone = full?.has('timezone') ? compileExpression(full.get('timezone') as Value, scope) : undefined;
    return fold(
      (root, frame) => {
        const v = date.run(root, frame);
        const zone = timezone?.run(root, frame);
        return nullish(v) || zone === null ? null : read(new Date(toLocal(dateOf(v).getTime(), zoneOf(zone))));
      },
      date,
      ...(timezone ? [timezone] : []),
    );
  };

const pad = (n: number | bigint, width: number): string => String(n).padStart(width, '0');
const offsetText = (minutes: number, sign = minutes < 0 ? '-' : '+'): string =>
  `${sign}${pad(Math.floor(Math.abs(minutes) / 60), 2)}${pad(Math.abs(minutes) % 60, 2)}`;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const format = (utc: number, pattern: string, zone: Zone): string => {
  const d = new Date(toLocal(utc, zone));
  const get = (name: string): number | bigint => (PARTS[name] as Part)(d);
  const minutes = zone(utc) / 60_000;
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => pad(get('$year'), 4),
    m: () => pad(get('$month'), 2),
    d: () => pad(get('$dayOfMonth'), 2),
    H: () => pad(get('$hour'), 2),
    M: () => pad(get('$minute'), 2),
    S: () => pad(get('$second'), 2),
    L: () => pad(get('$millisecond'), 3),
    j: () => pad(get('$dayOfYear'), 3),
    u: () => String(get('$isoDayOfWeek')),
    w: () => String(get('$dayOfWeek')),
    U: () => pad(get('$week'), 2),
    V: () => pad(get('$isoWeek'), 2),
    G: () => pad(get('$isoWeekYear'), 4),
    b: () => (MONTHS[d.getUTCMonth()] as string).slice(0, 3),
    B: () => MONTHS[d.getUTCMonth()] as string,
    z: () => offsetText(minutes),
    Z: () => String(minutes),
    '%': () => '%',
  };
  return pattern.replace(/%(.?)/g, (_, code: string) =>
    (fields[code] ?? refuse(18536, `Invalid format character '%${code}' in format string`))(),
  );
};

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], (given) => {
  const { date, timezone } = given;
  if (nullish(date)) return 'onNull' in given ? given.onNull : null;
  if (timezone === null || given.format === null) return null;
  const zone = zoneOf(timezone);
  const pattern =
    given.format ?? (timezone === undefined || timezone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
  if (typeof pattern !== 'string') return refuse(18533, "$dateToString requires that 'format' be a string");
  return format(dateOf(date).getTime(), pattern, zone);
});

const dateFromString = named(['dateString'], ['format', 'timezone', 'onError', 'onNull'], (given) => {
  const { dateString, timezone } = given;
  if (nullish(dateString)) return 'onNull' in given ? given.onNull : null;
  if (timezone === null || given.format === null) return null;
  try {
    if (typeof dateString !== 'string')
      return refuse(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)}`);
    return typeof given.format === 'string'
      ? parseDateBy(dateString, given.format, zoneOf(timezone))
      : parseDate(dateString, zoneOf(timezone));
  } catch (error) {
    if ('onError' in given) return given.onError;
    throw error;
  }
});

const dateToParts = named(['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }) => {
  if (nullish(date) || timezone === null || iso8601 === null) return null;
  const d = new Date(toLocal(dateOf(date).getTime(), zoneOf(timezone)));
  const get = (name: string): number | bigint => (PARTS[name] as Part)(d);
  const time = { hour: get('$hour'), minute: get('$minute'), second: get('$second'), millisecond: get('$millisecond') };
  if (iso8601 === true)
    return doc({
      isoWeekYear: Number(get('$isoWeekYear')),
      isoWeek: get('$isoWeek'),
      isoDayOfWeek: get('$isoDayOfWeek'),
      ...time,
    });
  return doc({ year: get('$year'), month: get('$month'), day: get('$dayOfMonth'), ...time });
});

const TIME_PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

const dateFromParts = named(['year'], [...TIME_PARTS.slice(1), 'timezone'], (given) => {
  if (Object.values(given).some(nullish)) return null;
  const at = (name: string, missing: number): number =>
    name in given
      ? (integerArgument(given[name]) ?? refuse(40515, `'${name}' must evaluate to an integer, found ${typeName(given[name])}`))
      : missing;
  const year = at('year', 1970);
  if (year < 1 || year > 9999) return refuse(40523, `'year' must evaluate to an integer in the range 1 to 9999, found ${year}`);
  const date = new Date(0);
  date.setUTCFullYear(year, at('month', 1) - 1, at('day', 1));
  date.setUTCHours(at('hour', 0), at('minute', 0), at('second', 0), at('millisecond', 0));
  return new Date(fromLocal(date.getTime(), zoneOf(given.timezone)));
});

/** Parts, text and assembly of dates, in UTC or a named zone. */
export const dateOperators: Operators = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, read]) => [name, part(read)])),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
};
