import { Decimal } from '../values/decimal';
import { display } from '../values/display';
import { Double, Oid, Value } from '../values/types';

/** A double as the server prints it: 15 significant digits at most, or as many as it takes to tell it from its neighbours. */
const doubleText = (x: number): string => {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(x, -0)) return '-0';
  return String(x);
};

/** What `$toString` makes of a number, boolean, date or ObjectId. */
export const toText = (v: Value): string => {
  if (typeof v === 'number') return doubleText(v);
  if (v instanceof Double) return doubleText(v.value);
  if (v instanceof Date) return dateText(v);
  if (v instanceof Oid) return v.hex;
  return v instanceof Decimal ? v.toString() : display(v);
};

const dateText = (d: Date): string => {
  const iso = d.toISOString();
  return iso.startsWith('+') || iso.startsWith('-')
    ? iso.replace(/^([+-])0*(\d{4,})/, (_, sign: string, year: string) => (sign === '-' ? '-' : '') + year)
    : iso;
};
