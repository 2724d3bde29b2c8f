import { Decimal } from './decimal';
import { Doc } from './doc';
import { Bin, Code, Double, Extreme, Maybe, Oid, Opaque, Regex, Stamp } from './types';

/** Type names with their BSON numbers. */
const NUMBERS: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const BY_NUMBER = new Map(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** The type's name as `$type` gives it; `missing` for a missing field. */
export const typeName = (v: Maybe): string => {
  switch (typeof v) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'number':
      return Number.isInteger(v) ? 'int' : 'double';
    default:
      if (v === null) return 'null';
      if (v instanceof Doc) return 'object';
      if (Array.isArray(v)) return 'array';
      if (v instanceof Double) return 'double';
      if (v instanceof Decimal) return 'decimal';
      if (v instanceof Date) return 'date';
      if (v instanceof Oid) return 'objectId';
      if (v instanceof Bin) return 'binData';
      if (v instanceof Regex) return 'regex';
      if (v instanceof Stamp) return 'timestamp';
      if (v instanceof Code) return 'javascript';
      if (v instanceof Extreme) return v.name;
      return BY_NUMBER.get((v as Opaque).type) ?? 'undefined';
  }
};

export const typeNameOfNumber = (n: number): string | undefined => BY_NUMBER.get(n);
export const isTypeName = (name: string): boolean => Object.hasOwn(NUMBERS, name);
