import { isPlainText } from '../query/tests';
import { compare } from '../values/order';
import type { Maybe } from '../values/types';
import { argumentsOf, binary, compileExpression, fold, OperatorCompiler, Operators } from './compile';
import type { Expr, Run } from './scope';

type Relation = '$eq' | '$ne' | '$lt' | '$lte' | '$gt' | '$gte';

const HOLDS: Readonly<Record<Relation, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
};

/** What a comparison means seen from its other side. */
const SWAPPED: Readonly<Record<Relation, Relation>> = {
  $eq: '$eq',
  $ne: '$ne',
  $lt: '$gt',
  $lte: '$gte',
  $gt: '$lt',
  $gte: '$lte',
};

/** Comparison of strings with a constant text; any other type takes the general way. */
const withText = (relation: Relation, { run }: Expr, text: string): Run => {
  const holds = HOLDS[relation];
  const other = (v: Maybe): boolean => holds(compare(v, text));
  switch (relation) {
    case '$eq':
      return (root, frame) => run(root, frame) === text;
    case '$ne':
      return (root, frame) => run(root, frame) !== text;
    case '$lt':
      return (root, frame) => {
        const v = run(root, frame);
        return typeof v === 'string' ? v < text : other(v);
      };
    case '$lte':
      return (root, frame) => {
        const v = run(root, frame);
        return typeof v === 'string' ? v <= text : other(v);
      };
    case '$gt':
      return (root, frame) => {
        const v = run(root, frame);
        return typeof v === 'string' ? v > text : other(v);
      };
    case '$gte':
      return (root, frame) => {
        const v = run(root, frame);
        return typeof v === 'string' ? v >= text : other(v);
      };
  }
};

const general = (relation: Relation, a: Expr, b: Expr): Run => {
  const holds = HOLDS[relation];
  return (root, frame) => {
    const x = a.run(root, frame);
    const y = b.run(root, frame);
    return holds(compare(x, y));
  };
};

const comparison =
  (relation: Relation): OperatorCompiler =>
  (argument, scope, name) => {
    const [a, b] = argumentsOf(argument, name, 2).map((part) => compileExpression(part, scope)) as [Expr, Expr];
    if (isText(b)) return fold(withText(relation, a, b.constant.value), a, b);
    if (isText(a)) return fold(withText(SWAPPED[relation], b, a.constant.value), a, b);
    return fold(general(relation, a, b), a, b);
  };

const isText = (e: Expr): e is Expr & { constant: { value: string } } =>
  typeof e.constant?.value === 'string' && isPlainText(e.constant.value);

/** Comparisons by the total order of all values, across types. */
export const comparisonOperators: Operators = {
  $eq: comparison('$eq'),
  $ne: comparison('$ne'),
  $lt: comparison('$lt'),
  $lte: comparison('$lte'),
  $gt: comparison('$gt'),
  $gte: comparison('$gte'),
  $cmp: binary((a, b) => Math.sign(compare(a, b))),
};
