import { refuse } from '../errors';
import { compileExpression } from '../expression';
import { compileAddFields, compileProjection, compileUnset } from '../query/projection';
import { doc, Doc } from '../values/doc';
import { typeName } from '../values/names';
import { integerArgument } from '../values/numbers';
import { compare } from '../values/order';
import type { Value } from '../values/types';
import { compileGroup } from './group';
import type { StageCompiler } from './pipeline';
import { gathering, mapping, Sink, Stage } from './stage';
import { compileUnwind } from './unwind';
import { compileBucket } from './bucket';

const count = (value: Value, name: string, code: number, least: number): number => {
  const n = integerArgument(value);
  if (n === undefined) return refuse(code, `invalid argument to ${name} stage: Expected an integer`);
  return n < least
    ? refuse(
        code,
        name === '$limit' && n === 0
          ? 'the limit must be positive'
          : `invalid argument to ${name} stage: Expected a non-negative number`,
      )
    : n;
};

const limit: StageCompiler = (value) => {
  const most = count(value, '$limit', 15958, 1);
  return (next) => {
    let n = 0;
    return { push: (d) => next.push(d) || ++n >= most, end: next.end };
  };
};

const skip: StageCompiler = (value) => {
  const few = count(value, '$skip', 15956, 0);
  return (next) => {
    let n = 0;
    return { push: (d) => n++ >= few && next.push(d), end: next.end };
  };
};

const object = (value: Value, code: number, name: string): Doc => {
  if (!(value instanceof Doc)) return refuse(code, `${name} specification must be an object`);
  return value;
};

const addFields: StageCompiler = (value, { scope }) => {
  const spec = object(value, 40272, '$addFields');
  if (spec.size === 0) refuse(40177, 'Invalid $addFields :: caused by :: specification must have at least one field');
  return mapping(compileAddFields(spec, scope));
};

const replaceRoot = (expression: Value, scope: Parameters<StageCompiler>[1]['scope']): Stage => {
  const { run } = compileExpression(expression, scope);
  return mapping((d, frame) => {
    const root = run(d, frame);
    return root instanceof Doc
      ? root
      : refuse(40228, `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(root)}`);
  });
};

const unset: StageCompiler = (value) => {
  const list = Array.isArray(value) ? (value as readonly Value[]) : [value];
  if (list.length === 0) refuse(31119, '$unset specification must be a string or an array with at least one field');
  return mapping(
    compileUnset(
      list.map((path) =>
        typeof path === 'string'
          ? path
          : refuse(31120, '$unset specification must be a string or an array containing only string values'),
      ),
    ),
  );
};

const counting: StageCompiler = (value) => {
  if (typeof value !== 'string' || value === '') return refuse(40156, 'the count field must be a non-empty string');
  if (value.startsWith('$')) return refuse(40158, 'the count field cannot be a $-prefixed path');
  if (value.includes('.')) return refuse(40160, "the count field cannot contain '.'");
  return (next) => {
    let n = 0;
    return {
      push: () => {
        n++;
        return false;
      },
      end: () => {
        if (n > 0) next.push(doc({ [value]: n }));
        next.end();
      },
    };
  };
};

const sortByCount: StageCompiler = (value, { scope }) => {
  const isExpression =
    (typeof value === 'string' && value.startsWith('$')) || (value instanceof Doc && value.shape.names[0]?.startsWith('$'));
  if (!isExpression)
    return refuse(
      typeof value === 'string' ? 40148 : 40149,
      'the sortByCount field must be defined as a $-prefixed path or an expression object',
    );
  const group = compileGroup(doc({ _id: value, count: doc({ $sum: 1 }) }), scope);
  const sort = gathering((docs) => [...docs].sort((a, b) => compare(b.get('count'), a.get('count'))));
  return (next, frame): Sink => group(sort(next, frame), frame);
};

/** The stages that hold no pipeline of their own. */
export const basicStages: Readonly<Record<string, StageCompiler>> = {
  $limit: limit,
  $skip: skip,
  $project: (value, { scope }) => {
    const spec = object(value, 15969, '$project');
    if (spec.size === 0) refuse(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
    return mapping(compileProjection(spec, scope));
  },
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $group: (value, { scope }) => compileGroup(value, scope),
  $unwind: (value) => compileUnwind(value),
  $count: counting,
  $sortByCount: sortByCount,
  $bucket: (value, { scope }) => compileBucket(value, scope),
  $replaceRoot: (value, { scope }) => {
    const spec = object(value, 40229, '$replaceRoot');
    return spec.size === 1 && spec.has('newRoot')
      ? replaceRoot(spec.get('newRoot') as Value, scope)
      : refuse(40231, 'no newRoot specified for the $replaceRoot stage');
  },
  $replaceWith: (value, { scope }) => replaceRoot(value, scope),
};
