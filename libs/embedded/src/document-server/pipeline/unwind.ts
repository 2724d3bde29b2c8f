import { refuse } from '../errors';
import { Doc, EMPTY_DOC } from '../values/doc';
import type { Maybe, Value } from '../values/types';
import type { Stage } from './stage';

const setAt = (d: Doc, names: readonly string[], value: Maybe): Doc => {
  const [name = '', ...rest] = names;
  const inner = d.get(name);
  if (rest.length > 0) return d.set(name, setAt(inner instanceof Doc ? inner : EMPTY_DOC, rest, value));
  return value === undefined ? d.without(name) : d.set(name, value);
};

const getAt = (d: Doc, names: readonly string[]): Maybe => {
  let v: Maybe = d;
  for (const name of names) v = v instanceof Doc ? v.get(name) : undefined;
  return v;
};

const pathOf = (path: Maybe): string[] => {
  if (typeof path !== 'string') return refuse(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$')) return refuse(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  return path.slice(1).split('.');
};

/** Compiles `$unwind`. */
export const compileUnwind = (spec: Value): Stage => {
  const options = spec instanceof Doc ? spec : undefined;
  for (const name of options?.shape.names ?? [])
    if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(name))
      refuse(28811, `unrecognized option to $unwind stage: ${name}`);
  if (options && !options.has('path')) refuse(28812, 'no path specified to $unwind stage');
  const path = pathOf(options ? options.get('path') : spec);
  const keep = options?.get('preserveNullAndEmptyArrays') === true;
  const indexName = options?.get('includeArrayIndex');
  if (indexName !== undefined && (typeof indexName !== 'string' || indexName === '' || indexName.startsWith('$')))
    refuse(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  const index = typeof indexName === 'string' ? indexName.split('.') : undefined;
  const numbered = (d: Doc, at: Value): Doc => (index ? setAt(d, index, at) : d);
  return (next) => ({
    push: (d) => {
      const v = getAt(d, path);
      if (!Array.isArray(v))
        return v === undefined || v === null ? keep && next.push(numbered(d, null)) : next.push(numbered(d, null));
      if (v.length === 0) return keep && next.push(numbered(setAt(d, path, undefined), null));
      return (v as readonly Value[]).some((element, i) => next.push(numbered(setAt(d, path, element), BigInt(i))));
    },
    end: next.end,
  });
};
