import { refuse } from '../errors';
import type { Maybe } from '../values/types';

/** A time zone: what it adds to UTC, in milliseconds, at an instant. */
export type Zone = (utc: number) => number;

const UTC: Zone = () => 0;
const zones = new Map<string, Zone>();

const olson = (name: string): Zone => {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return refuse(40485, `unrecognized time zone identifier: "${name}"`);
  }
  return (utc) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utc)) part[type] = Number(value);
    const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
    return local - Math.floor(utc / 1000) * 1000;
  };
};

/** The zone of a name or of an offset such as `+02:00`; UTC when none is given. */
export const zoneOf = (timezone: Maybe): Zone => {
  if (timezone === undefined) return UTC;
  if (typeof timezone !== 'string') return refuse(40517, 'timezone must evaluate to a string');
  if (timezone === 'UTC' || timezone === 'GMT' || timezone === 'Z') return UTC;
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(timezone);
  if (offset) {
    const ms = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * 60_000;
    return () => ms;
  }
  const zone = zones.get(timezone) ?? olson(timezone);
  zones.set(timezone, zone);
  return zone;
};

/** The clock on the wall at an instant, as if it were UTC. */
export const toLocal = (utc: number, zone: Zone): number => utc + zone(utc);

/** The instant at which the clock on the wall shows this. */
export const fromLocal = (local: number, zone: Zone): number => {
  const guess = local - zone(local);
  return local - zone(guess);
};
