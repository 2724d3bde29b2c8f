import { compare } from '../values/order';
import { Deviation, Sum, sumOf } from '../values/sum';
import type { Maybe, Value } from '../values/types';
import { compileExpression, fold, OperatorCompiler, Operators } from './compile';
import type { Run } from './scope';

/** Over the elements when the single argument is an array, else over the arguments. */
const over =
  (summarise: (values: readonly Maybe[]) => Maybe): OperatorCompiler =>
  (argument, scope) => {
    const list = Array.isArray(argument) ? (argument as readonly Value[]) : [argument];
    const parts = list.map((part) => compileExpression(part, scope));
    const [only] = parts;
    if (parts.length !== 1 || !only)
      return fold((root, frame) => summarise(parts.map((part) => part.run(root, frame))), ...parts);
    const run: Run = (root, frame) => {
      const v = only.run(root, frame);
      return summarise(Array.isArray(v) ? (v as readonly Value[]) : [v]);
    };
    return fold(run, only);
  };

const mean = (values: readonly Maybe[]): Maybe => {
  const total = new Sum();
  for (const v of values) total.add(v);
  return total.mean();
};

const deviation =
  (sample: boolean) =>
  (values: readonly Maybe[]): Maybe => {
    const spread = new Deviation(sample);
    for (const v of values) spread.add(v);
    return spread.result();
  };

const extreme =
  (direction: 1 | -1) =>
  (values: readonly Maybe[]): Maybe => {
    let best: Maybe;
    for (const v of values)
      if (v !== null && v !== undefined && (best === undefined || compare(v, best) * direction < 0)) best = v;
    return best ?? null;
  };

/** The accumulators that are expressions as well. */
export const accumulatorExpressions: Operators = {
  $sum: over(sumOf),
  $avg: over(mean),
  $min: over(extreme(1)),
  $max: over(extreme(-1)),
  $stdDevPop: over(deviation(false)),
  $stdDevSamp: over(deviation(true)),
};
