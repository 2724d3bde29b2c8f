import { Decimal } from './decimal';
import { Doc } from './doc';
import { Double, Maybe, Oid, Value } from './types';

/** A value as error messages show it. */
export const display = (v: Maybe): string => {
  if (typeof v === 'string') return `"${v}"`;
  if (typeof v !== 'object' || v === null) return String(v);
  if (v instanceof Doc) return `{ ${[...v.entries()].map(([name, inner]) => `${name}: ${display(inner)}`).join(', ')} }`;
  if (Array.isArray(v)) return `[ ${(v as readonly Value[]).map(display).join(', ')} ]`;
  if (v instanceof Oid) return `ObjectId('${v.hex}')`;
  if (v instanceof Double) return String(v.value);
  if (v instanceof Date) return `new Date(${v.getTime()})`;
  return v instanceof Decimal ? v.toString() : '...';
};
