import { Decimal, pow10 } from './decimal';
import { Doc } from './doc';
import { fractionOf } from './fraction';
import { compareExactly } from './numeric-order';
import { rankOf } from './order';
import { Bin, Code, Double, Maybe, Oid, Opaque, Regex, Stamp, Value } from './types';

/*
 * The canonical key of a value: a string such that two keys are the same exactly when the values are equal in MongoDB's sense, and
 * compare (as JavaScript strings, unit by unit) as the values do. No key is the beginning of another, so keys can be joined.
 * Groups, _id, unique and ordered indexes all use it.
 */

const floats = new Float64Array(1);
const units = new Uint16Array(floats.buffer);

/** The four units of a double, most significant first, mapped so that their order is the order of the numbers. */
const doubleKey = (x: number): string => {
  floats[0] = x === 0 ? 0 : x;
  const top = units[3] as number;
  if (top & 0x8000)
    return String.fromCharCode(
      ~top & 0xffff,
      ~(units[2] as number) & 0xffff,
      ~(units[1] as number) & 0xffff,
      ~(units[0] as number) & 0xffff,
    );
  return String.fromCharCode(top | 0x8000, units[2] as number, units[1] as number, units[0] as number);
};

const below = (x: number): number => {
  if (x === Infinity) return Number.MAX_VALUE;
  floats[0] = x;
  const bits = new BigInt64Array(floats.buffer);
  if (x === 0) return -Number.MIN_VALUE;
  bits[0] = (bits[0] as bigint) + (x > 0 ? -1n : 1n);
  return floats[0];
};

const NUMBER = '\u0015';
const EXACT = '\0';

const plainNumberKey = (x: number): string => NUMBER + (Number.isNaN(x) ? '\0\0\0\0' : doubleKey(x)) + EXACT;

/** What the number exceeds the double just below it by, as a normalised decimal: its exponent, its digits. */
const residualKey = (numerator: bigint, exponent: number): string => {
  const digits = numerator.toString().replace(/0+$/, '');
  const scientific = numerator.toString().length - 1 + exponent;
  return `\u0001${String.fromCharCode(scientific + 20_000)}${digits}\0`;
};

const bigintKey = (n: bigint): string => {
  const near = Number(n);
  if (Number.isSafeInteger(near)) return plainNumberKey(near);
  const floor = BigInt(near) > n ? below(near) : near;
  const rest = n - BigInt(floor);
  return rest === 0n ? plainNumberKey(floor) : NUMBER + doubleKey(floor) + residualKey(rest, 0);
};

const decimalKey = (d: Decimal): string => {
  const f = d.finite;
  if (!f) return plainNumberKey(d.toNumber());
  let floor = d.toNumber();
  const order = compareExactly(floor, d);
  if (order === 0) return plainNumberKey(floor);
  if (order > 0) floor = below(floor);
  const value = f.negative ? -f.coefficient : f.coefficient;
  const { numerator, twos } = floor === -Infinity ? { numerator: -pow10(6150), twos: 0 } : fractionOf(floor);
  const exponent = Math.min(f.exponent, -twos);
  const rest = value * pow10(f.exponent - exponent) - numerator * 5n ** BigInt(twos) * pow10(-twos - exponent);
  return NUMBER + doubleKey(floor) + residualKey(rest, exponent);
};

const HIGH = /[\ud800-\uffff]/;
const STRING_END = '\0\u0001';

/** A string whose unit order is its code point order, with its own end mark. */
const textKey = (text: string): string => {
  let out = text;
  if (HIGH.test(out)) {
    const moved = Array.from({ length: out.length }, (_, i) => {
      const unit = out.charCodeAt(i);
      return String.fromCharCode(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
    });
    out = moved.join('');
  }
  return (out.includes('\0') ? out.replaceAll('\0', '\0\u0002') : out) + STRING_END;
};

const bytesKey = (bytes: Buffer): string =>
  String.fromCharCode(bytes.length >>> 16, bytes.length & 0xffff) + bytes.toString('latin1');

const docKey = (d: Doc): string => {
  let out = '';
  for (let i = 0; i < d.size; i++) {
    const value = d.values[i] as Value;
    out += String.fromCharCode(rankOf(value) + 1) + textKey(d.shape.names[i] as string) + keyOf(value);
  }
  return `${out}\0`;
};

const arrayKey = (values: readonly Value[]): string => {
  let out = '';
  for (const value of values) out += keyOf(value);
  return `${out}\0`;
};

const objectKey = (v: Exclude<Value, string | number | bigint | boolean>): string => {
  if (v instanceof Double) return plainNumberKey(v.value);
  if (v instanceof Decimal) return decimalKey(v);
  const tag = String.fromCharCode(rankOf(v) + 1);
  if (v instanceof Oid) return tag + v.hex;
  if (v instanceof Date) return tag + doubleKey(v.getTime());
  if (v instanceof Doc) return tag + docKey(v);
  if (Array.isArray(v)) return tag + arrayKey(v as readonly Value[]);
  if (v instanceof Bin)
    return `${tag}${String.fromCharCode(v.bytes.length >>> 16, v.bytes.length & 0xffff, v.subtype)}${v.bytes.toString('latin1')}`;
  if (v instanceof Stamp) return tag + String.fromCharCode(...[48n, 32n, 16n, 0n].map((s) => Number((v.bits >> s) & 0xffffn)));
  if (v instanceof Regex) return tag + textKey(v.pattern) + textKey(v.options);
  if (v instanceof Code) return tag + textKey(v.text);
  if (v instanceof Opaque)
    return v.type === 14 ? keyOf(v.bytes.toString('utf8', 4, v.bytes.length - 1)) : tag + bytesKey(v.bytes);
  return tag;
};

const STRING = '\u001f';
const NULL = '\u000b';

/** The canonical key of a value; a missing field counts as null. */
export const keyOf = (v: Maybe): string => {
  if (typeof v === 'string') return STRING + textKey(v);
  if (typeof v === 'number') return plainNumberKey(v);
  if (typeof v === 'bigint') return bigintKey(v);
  if (v === null || v === undefined) return NULL;
  if (typeof v === 'boolean') return v ? '\u0051\u0001' : '\u0051\0';
  return objectKey(v);
};

/** A key's first unit: the same for all values of one type, and rising with the order of types. */
export const tagOf = (v: Maybe): string => String.fromCharCode(rankOf(v ?? null) + 1);
