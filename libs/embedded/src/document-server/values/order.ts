import { Decimal } from './decimal';
import { Doc } from './doc';
import { compareDoubleToInteger, compareExactly } from './numeric-order';
import { Bin, Code, Double, Extreme, Maybe, Oid, Opaque, Regex, Stamp, Value } from './types';

/** Rank of a value's type in the total order; numbers share one rank, a missing value sorts just below null. */
export const rankOf = (v: Maybe): number => {
  switch (typeof v) {
    case 'string':
      return 30;
    case 'number':
    case 'bigint':
      return 20;
    case 'boolean':
      return 80;
    case 'undefined':
      return 5;
    default:
      return objectRank(v);
  }
};

const objectRank = (v: Exclude<Maybe, string | number | bigint | boolean | undefined>): number => {
  if (v === null) return 10;
  if (v instanceof Doc) return 40;
  if (Array.isArray(v)) return 50;
  if (v instanceof Double || v instanceof Decimal) return 20;
  if (v instanceof Date) return 90;
  if (v instanceof Oid) return 70;
  if (v instanceof Bin) return 60;
  if (v instanceof Stamp) return 100;
  if (v instanceof Regex) return 110;
  if (v instanceof Code) return 130;
  if (v instanceof Extreme) return v.name === 'minKey' ? 0 : 255;
  return opaqueRank((v as Opaque).type);
};

const opaqueRank = (type: number): number => (type === 6 ? 6 : type === 14 ? 30 : type === 12 ? 120 : 140);

/** Strings by Unicode code points, which is the order of their UTF-8 bytes; UTF-16 order differs above U+D7FF. */
export const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return fix(x) - fix(y);
  }
  return a.length - b.length;
};

/** Moves surrogates above the rest of the basic plane. */
const fix = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

const sign = (x: number): number => (x < 0 ? -1 : x > 0 ? 1 : 0);

const compareDoubles = (x: number, y: number): number => {
  if (x < y) return -1;
  if (x > y) return 1;
  return x === y ? 0 : Number(Number.isNaN(y)) - Number(Number.isNaN(x));
};

/** Numbers of any two types by their exact value; NaN is below all and equal to itself. */
export const compareNumbers = (a: Value, b: Value): number => {
  const x = a instanceof Double ? a.value : a;
  const y = b instanceof Double ? b.value : b;
  if (typeof x === 'number' && typeof y === 'number') return compareDoubles(x, y);
  if (typeof x === 'bigint') {
    if (typeof y === 'bigint') return x < y ? -1 : x > y ? 1 : 0;
    if (typeof y === 'number') return -compareDoubleToInteger(y, x);
  } else if (typeof y === 'bigint' && typeof x === 'number') return compareDoubleToInteger(x, y);
  return compareExactly(x as number | bigint | Decimal, y as number | bigint | Decimal);
};

const bytesOf = (v: Opaque | string): Buffer => (typeof v === 'string' ? Buffer.from(v) : v.bytes);

const compareSameRank = (rank: number, a: Value, b: Value): number => {
  switch (rank) {
    case 20:
      return compareNumbers(a, b);
    case 30:
      if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
      return Buffer.compare(symbolText(a as Opaque | string), symbolText(b as Opaque | string));
    case 40:
      return compareDocs(a as Doc, b as Doc);
    case 50:
      return compareArrays(a as readonly Value[], b as readonly Value[]);
    case 60: {
      const [x, y] = [a as Bin, b as Bin];
      return x.bytes.length - y.bytes.length || x.subtype - y.subtype || Buffer.compare(x.bytes, y.bytes);
    }
    case 70:
      return (a as Oid).hex < (b as Oid).hex ? -1 : (a as Oid).hex > (b as Oid).hex ? 1 : 0;
    case 80:
      return Number(a) - Number(b);
    case 90:
      return sign((a as Date).getTime() - (b as Date).getTime());
    case 100:
      return (a as Stamp).bits < (b as Stamp).bits ? -1 : (a as Stamp).bits > (b as Stamp).bits ? 1 : 0;
    case 110:
      return (
        compareStrings((a as Regex).pattern, (b as Regex).pattern) || compareStrings((a as Regex).options, (b as Regex).options)
      );
    case 130:
      return compareStrings((a as Code).text, (b as Code).text);
    case 120:
    case 140:
      return Buffer.compare(bytesOf(a as Opaque), bytesOf(b as Opaque));
    default:
      return 0;
  }
};

/** The text of a symbol, without length and terminator, or of a string. */
const symbolText = (v: Opaque | string): Buffer => (typeof v === 'string' ? Buffer.from(v) : v.bytes.subarray(4, -1));

/** MongoDB's total order over all values; undefined stands for a missing field. */
export const compare = (a: Maybe, b: Maybe): number => {
  if (a === b) return 0;
  const rank = rankOf(a);
  const other = rankOf(b);
  return rank !== other ? rank - other : compareSameRank(rank, a as Value, b as Value);
};

/** Field by field, in order: type of the value, then name, then value; the shorter document first. */
const compareDocs = (a: Doc, b: Doc): number => {
  const n = Math.min(a.size, b.size);
  for (let i = 0; i < n; i++) {
    const x = a.values[i] as Value;
    const y = b.values[i] as Value;
    const c = rankOf(x) - rankOf(y) || compareStrings(a.shape.names[i] as string, b.shape.names[i] as string) || compare(x, y);
    if (c !== 0) return c;
  }
  return a.size - b.size;
};

const compareArrays = (a: readonly Value[], b: readonly Value[]): number => {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const c = compare(a[i], b[i]);
    if (c !== 0) return c;
  }
  return a.length - b.length;
};

export const equal = (a: Maybe, b: Maybe): boolean => a === b || compare(a, b) === 0;

/** Equal in type, bytes and field order, not only in value: the test for an update that changes nothing. */
export const identical = (a: Maybe, b: Maybe): boolean => {
  if (a === b) return true;
  if (typeof a !== typeof b || compare(a, b) !== 0) return false;
  if (a instanceof Doc && b instanceof Doc)
    return a.values.every((v, i) => a.shape.names[i] === b.shape.names[i] && identical(v, b.values[i]));
  if (Array.isArray(a) && Array.isArray(b)) return a.every((v: Value, i) => identical(v, b[i] as Value));
  if (a instanceof Decimal && b instanceof Decimal) return a.high === b.high && a.low === b.low;
  if (a instanceof Double && b instanceof Double) return Object.is(a.value, b.value);
  if (a instanceof Object && b instanceof Object) return a.constructor === b.constructor;
  return typeof a !== 'number' || Number.isInteger(a) === Number.isInteger(b);
};
