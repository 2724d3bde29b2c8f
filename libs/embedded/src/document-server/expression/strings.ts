import { refuse } from '../errors';
import { typeName } from '../values/names';
import { integerArgument, isNumeric } from '../values/numbers';
import { compareStrings } from '../values/order';
import { Code, Maybe } from '../values/types';
import { binary, listed, named, Operators, unary } from './compile';
import { toText } from './text';

const nullish = (v: Maybe): v is null | undefined => v === null || v === undefined;

/** Text for the operators that coerce: null is empty; numbers and dates are written out. */
const coerce = (v: Maybe, code = 16007): string => {
  if (nullish(v)) return '';
  if (typeof v === 'string') return v;
  if (v instanceof Code) return v.text;
  return isNumeric(v) || v instanceof Date ? toText(v) : refuse(code, `can't convert from BSON type ${typeName(v)} to String`);
};

const concat = (values: readonly Maybe[]): Maybe => {
  let out = '';
  for (const v of values) {
    if (nullish(v)) return null;
    out += typeof v === 'string' ? v : refuse(16702, `$concat only supports strings, not ${typeName(v)}`);
  }
  return out;
};

const ascii =
  (change: (s: string) => string, pattern: RegExp) =>
  (v: Maybe): Maybe =>
    coerce(v).replace(pattern, change);

const count = (v: Maybe, what: string, code: number): number => {
  const n = integerArgument(v);
  return n === undefined ? refuse(code, `${what} must be an integer`) : n;
};

const substrBytes = ([text, from, length]: readonly Maybe[], name: string): Maybe => {
  const bytes = Buffer.from(coerce(text));
  const start = count(from, `${name}: starting index`, 16034);
  const size = count(length, `${name}: length`, 16035);
  if (start < 0) return refuse(50752, `${name}:  starting index must be non-negative (got: ${start})`);
  const end = size < 0 ? bytes.length : start + size;
  const splits = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (splits(start)) return refuse(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  if (splits(end)) return refuse(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', Math.min(start, bytes.length), Math.min(end, bytes.length));
};

const substrCP = ([text, from, length]: readonly Maybe[], name: string): Maybe => {
  const points = [...coerce(text, 34450)];
  const start = count(from, `${name}: starting index`, 34451);
  const size = count(length, `${name}: length`, 34453);
  if (start < 0) return refuse(34455, `${name}: the starting index must be nonnegative integer.`);
  if (size < 0) return refuse(34454, `${name}: length must be a nonnegative integer.`);
  return points.slice(start, start + size).join('');
};

const text = (v: Maybe, name: string, code: number): string =>
  typeof v === 'string' ? v : refuse(code, `${name} requires a string argument, found: ${typeName(v)}`);

const split = (a: Maybe, b: Maybe): Maybe => {
  if (nullish(a) || nullish(b)) return null;
  const separator = text(b, '$split', 40086);
  if (separator === '') return refuse(40087, '$split requires a non-empty separator');
  return text(a, '$split', 40085).split(separator);
};

const WHITESPACE = new Set([
  '\0',
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  ' ',
  '\u00a0',
  '\u1680',
  ...Array.from({ length: 11 }, (_, i) => String.fromCharCode(0x2000 + i)),
]);

const trim = (left: boolean, right: boolean): Operators[string] =>
  named(['input'], ['chars'], ({ input, chars }, name) => {
    if (nullish(input) || chars === null) return null;
    const points = [...text(input, name, 50699)];
    const cut = chars === undefined ? WHITESPACE : new Set(text(chars, name, 50700));
    let start = 0;
    let end = points.length;
    while (left && start < end && cut.has(points[start] as string)) start++;
    while (right && end > start && cut.has(points[end - 1] as string)) end--;
    return points.slice(start, end).join('');
  });

/** The range of a search, or -1 when it is out of the input. */
const search = <T>(values: readonly Maybe[], name: string, units: (s: string) => readonly T[]): Maybe => {
  const [input, token, from, to] = values;
  if (nullish(input)) return null;
  const haystack = units(text(input, name, 40091));
  const needle = units(text(token, name, 40092));
  const start = from === undefined ? 0 : count(from, `${name}: starting index`, 40096);
  const end = to === undefined ? haystack.length : Math.min(count(to, `${name}: ending index`, 40096), haystack.length);
  if (start < 0 || end < 0) return refuse(40097, `${name} requires a nonnegative index`);
  for (let i = start; i + needle.length <= end; i++) if (needle.every((unit, j) => haystack[i + j] === unit)) return i;
  return -1;
};

const replace = (all: boolean): Operators[string] =>
  named(['input', 'find', 'replacement'], [], ({ input, find, replacement }, name) => {
    if (nullish(input) || nullish(find) || nullish(replacement)) return null;
    const [from, to] = [text(find, name, 51745), text(replacement, name, 51744)];
    const source = text(input, name, 51746);
    return all ? source.replaceAll(from, () => to) : source.replace(from, () => to);
  });

/** Strings; lengths and positions in bytes or code points, never in UTF-16 units. */
export const stringOperators: Operators = {
  $concat: listed(0, Infinity, concat),
  $toUpper: unary(ascii((s) => s.toUpperCase(), /[a-z]+/g)),
  $toLower: unary(ascii((s) => s.toLowerCase(), /[A-Z]+/g)),
  $strcasecmp: binary((a, b) => {
    const upper = (v: Maybe): string => coerce(v).replace(/[a-z]+/g, (s) => s.toUpperCase());
    return Math.sign(compareStrings(upper(a), upper(b)));
  }),
  $substr: listed(3, 3, substrBytes),
  $substrBytes: listed(3, 3, substrBytes),
  $substrCP: listed(3, 3, substrCP),
  $strLenBytes: unary((v, name) => Buffer.byteLength(text(v, name, 34473))),
  $strLenCP: unary((v, name) => [...text(v, name, 34471)].length),
  $split: binary(split),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $indexOfBytes: listed(2, 4, (values, name) => search(values, name, (s) => [...Buffer.from(s)])),
  $indexOfCP: listed(2, 4, (values, name) => search(values, name, (s) => [...s])),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
};
