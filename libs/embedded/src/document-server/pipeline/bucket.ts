import { refuse } from '../errors';
import { compileExpression, Scope } from '../expression';
import { doc, Doc } from '../values/doc';
import { compare, rankOf } from '../values/order';
import type { Value } from '../values/types';
import { compileGroup } from './group';
import { gathering, mapping, Sink, Stage } from './stage';

/** Compiles `$bucket`: a group by the boundary at or below the value, in order of boundary. */
export const compileBucket = (spec: Value, scope: Scope): Stage => {
  if (!(spec instanceof Doc)) return refuse(40201, 'Argument to $bucket stage must be an object');
  for (const name of spec.shape.names)
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name)) refuse(40197, `Unrecognized option to $bucket: ${name}.`);
  const list = spec.get('boundaries');
  if (!spec.has('groupBy') || !spec.has('boundaries'))
    return refuse(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  if (!Array.isArray(list)) return refuse(40200, "The $bucket 'boundaries' field must be an array");
  const boundaries = (list as readonly Value[]).map(
    (one) =>
      compileExpression(one, scope).constant?.value ??
      refuse(40191, "The $bucket 'boundaries' field must be an array of constant values"),
  );
  if (boundaries.length < 2) return refuse(40192, "The $bucket 'boundaries' field must have at least 2 values");
  boundaries.forEach((one, i) => {
    if (i === 0) return;
    const before = boundaries[i - 1] as Value;
    if (rankOf(one) !== rankOf(before))
      refuse(40193, "All values in the 'boundaries' option to $bucket must have the same type.");
    if (compare(before, one) >= 0) refuse(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  });
  const by = compileExpression(spec.get('groupBy') as Value, scope);
  const otherwise = spec.has('default') ? compileExpression(spec.get('default') as Value, scope).constant?.value : undefined;
  const group = compileGroup(outputSpec(spec.get('output')), scope);
  const bucketOf = (v: Value | undefined): Value => {
    for (let i = boundaries.length - 1; i >= 0; i--)
      if (compare(v, boundaries[i]) >= 0) return i < boundaries.length - 1 ? (boundaries[i] as Value) : (otherwise ?? missed());
    return otherwise ?? missed();
  };
  const sort = gathering((docs) => [...docs].sort((a, b) => compare(a.get('_id'), b.get('_id'))));
  const keyed = mapping((d, frame) => d.set(KEY, bucketOf(by.run(d, frame))));
  return (next, frame): Sink => keyed(group(sort(next, frame), frame), frame);
};

/** A name no field path can reach. */
const KEY = '\u0000bucket';

const missed = (): never => refuse(40066, '$switch could not find a matching branch for an input, and no default was specified.');

const outputSpec = (output: Value | undefined): Doc => {
  const byKey = doc({ _id: doc({ $getField: KEY }) });
  if (output === undefined) return byKey.set('count', doc({ $sum: 1 }));
  if (!(output instanceof Doc)) return refuse(40196, "The $bucket 'output' field must be an object");
  let spec = byKey;
  for (const [name, value] of output.entries()) spec = spec.set(name, value);
  return spec;
};
