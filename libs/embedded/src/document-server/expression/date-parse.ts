import { refuse } from '../errors';
import { fromLocal, Zone, zoneOf } from './zones';

const fail = (text: string): never => refuse(241, `Error parsing date string '${text}'`);

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

const utc = (parts: readonly (string | undefined)[]): number | undefined => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const ms = Number((parts[6] ?? '').slice(0, 3).padEnd(3, '0'));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, ms);
  const kept = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return kept ? date.getTime() : undefined;
};

/** Reads an ISO 8601 date or time; without a zone of its own it is one of `zone`. */
export const parseDate = (text: string, zone: Zone = zoneOf(undefined)): Date => {
  const m = ISO.exec(text.trim());
  const local = m ? utc(m.slice(1, 8)) : undefined;
  if (!m || local === undefined) return fail(text);
  return new Date(fromLocal(local, m[8] ? zoneOf(m[8]) : zone));
};

const FIELDS: Readonly<Record<string, { index: number; pattern: string }>> = {
  Y: { index: 0, pattern: '(\\d{4})' },
  m: { index: 1, pattern: '(\\d{1,2})' },
  d: { index: 2, pattern: '(\\d{1,2})' },
  H: { index: 3, pattern: '(\\d{1,2})' },
  M: { index: 4, pattern: '(\\d{1,2})' },
  S: { index: 5, pattern: '(\\d{1,2})' },
  L: { index: 6, pattern: '(\\d{1,3})' },
};

/** Reads a date by a format of `%Y %m %d %H %M %S %L %z %%`; other specifiers are refused. */
export const parseDateBy = (text: string, format: string, zone: Zone): Date => {
  const order: number[] = [];
  let zoneAt = -1;
  const pattern = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (all, code: string | undefined) => {
    if (code === undefined) return `\\${all}`;
    if (code === '%') return '%';
    if (code === 'z') {
      zoneAt = order.push(-1) - 1;
      return '(Z|[+-]\\d{2}:?\\d{2})';
    }
    const field = FIELDS[code] ?? refuse(18536, `Invalid format character '%${code}' in format string`);
    order.push(field.index);
    return field.pattern;
  });
  const m = new RegExp(`^${pattern}$`).exec(text);
  if (!m) return fail(text);
  const parts: (string | undefined)[] = [];
  order.forEach((index, i) => {
    if (index >= 0) parts[index] = m[i + 1];
  });
  const local = utc(Array.from({ length: 7 }, (_, i) => parts[i]));
  return local === undefined ? fail(text) : new Date(fromLocal(local, zoneAt < 0 ? zone : zoneOf(m[zoneAt + 1])));
};
