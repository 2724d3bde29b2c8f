import { refuse } from '../errors';
import { compileExpression, Frame, Scope } from '../expression';
import { parseSort, sortDocs, SortKey } from '../query/sort';
import { Doc } from '../values/doc';
import { keyOf } from '../values/key';
import { integerArgument } from '../values/numbers';
import { compare } from '../values/order';
import type { Maybe, Value } from '../values/types';
import { compileAccumulator } from './accumulators';
import { gathering, Stage } from './stage';

/** What one output field is for each row of a sorted partition. */
type Column = (rows: readonly Doc[], frame: Frame) => Maybe[];

type Bound = number | 'unbounded' | 'current';

const bound = (v: Value): Bound => {
  if (v === 'unbounded' || v === 'current') return v;
  return integerArgument(v) ?? refuse(5339901, "window bounds must be 'unbounded', 'current', or an integer");
};

const windowOf = (spec: Value | undefined): readonly [Bound, Bound] => {
  if (spec === undefined) return ['unbounded', 'unbounded'];
  if (!(spec instanceof Doc)) return refuse(9, "'window' field must be an object");
  const documents = spec.get('documents');
  if (spec.has('range') || spec.has('unit')) return refuse(238, 'this server supports windows of documents, not of ranges');
  if (documents === undefined) return ['unbounded', 'unbounded'];
  if (!Array.isArray(documents) || documents.length !== 2) return refuse(5339901, 'Window bounds must be a 2-element array');
  const [low, high] = (documents as readonly Value[]).map(bound) as [Bound, Bound];
  return [low, high];
};

const position = (b: Bound, row: number, open: number): number => (b === 'unbounded' ? open : b === 'current' ? row : row + b);

const accumulate = (operator: string, argument: Value, window: Value | undefined, scope: Scope): Column => {
  const accumulation = compileAccumulator(operator, argument, scope);
  if (!accumulation) return refuse(9, `Unrecognized window function, ${operator}`);
  const [low, high] = windowOf(window);
  return (rows, frame) => {
    const inputs = rows.map((row) => accumulation.input.run(row, frame));
    if (low === 'unbounded') {
      // The window only grows: one accumulator serves all rows.
      const running = accumulation.begin();
      let fed = 0;
      return rows.map((_, row) => {
        const end = Math.min(position(high, row, rows.length - 1), rows.length - 1);
        for (; fed <= end; fed++) running.add(inputs[fed]);
        const result = running.result();
        return Array.isArray(result) ? [...(result as Value[])] : result;
      });
    }
    return rows.map((_, row) => {
      const held = accumulation.begin();
      const end = Math.min(position(high, row, rows.length - 1), rows.length - 1);
      for (let i = Math.max(0, position(low, row, 0)); i <= end; i++) held.add(inputs[i]);
      return held.result();
    });
  };
};

const ranking = (operator: string, sort: readonly SortKey[]): Column => {
  const [key] = sort;
  if (!key || (operator !== '$documentNumber' && sort.length !== 1))
    return refuse(5371602, `${operator} must be specified with a sortBy expression with exactly one element`);
  return (rows) => {
    let rank = 0;
    return rows.map((row, i) => {
      const before = rows[i - 1];
      const tied =
        before !== undefined &&
        operator !== '$documentNumber' &&
        compare(before.get(key.path) ?? null, row.get(key.path) ?? null) === 0;
      if (!tied) rank = operator === '$denseRank' ? rank + 1 : i + 1;
      return rank;
    });
  };
};

const shift = (argument: Value, scope: Scope): Column => {
  if (!(argument instanceof Doc) || !argument.has('output') || !argument.has('by'))
    return refuse(9, "$shift requires 'output' and 'by'");
  const output = compileExpression(argument.get('output') as Value, scope);
  const by = integerArgument(argument.get('by')) ?? refuse(9, "'$shift:by' field must be an integer");
  const otherwise = argument.has('default') ? compileExpression(argument.get('default') as Value, scope) : undefined;
  return (rows, frame) =>
    rows.map((row, i) => {
      const other = rows[i + by];
      return other ? output.run(other, frame) : (otherwise?.run(row, frame) ?? null);
    });
};

const column = (spec: Value, sort: readonly SortKey[], scope: Scope): Column => {
  if (!(spec instanceof Doc)) return refuse(9, 'The field in $setWindowFields output must be an object');
  const operators = spec.shape.names.filter((name) => name !== 'window');
  const [operator] = operators;
  if (operators.length !== 1 || operator === undefined) return refuse(9, 'Expected a $-prefixed window function');
  const argument = spec.get(operator) as Value;
  if (['$rank', '$denseRank', '$documentNumber'].includes(operator)) return ranking(operator, sort);
  return operator === '$shift' ? shift(argument, scope) : accumulate(operator, argument, spec.get('window'), scope);
};

/** Compiles `$setWindowFields` with windows of documents. */
export const compileWindow = (spec: Value, scope: Scope): Stage => {
  if (!(spec instanceof Doc)) return refuse(9, 'the $setWindowFields stage specification must be an object');
  for (const name of spec.shape.names)
    if (!['partitionBy', 'sortBy', 'output'].includes(name))
      refuse(40415, `BSON field '$setWindowFields.${name}' is an unknown field.`);
  const output = spec.get('output');
  const sortBy = spec.get('sortBy');
  if (!(output instanceof Doc)) return refuse(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  const sort = sortBy instanceof Doc ? parseSort(sortBy) : [];
  const partition = spec.has('partitionBy') ? compileExpression(spec.get('partitionBy') as Value, scope) : undefined;
  const columns = [...output.entries()].map(([name, value]) => {
    if (name.includes('.')) return refuse(238, 'this server supports no dotted output fields in $setWindowFields');
    return { name, values: column(value, sort, scope) };
  });
  return gathering((docs, frame) => {
    const partitions = new Map<string, Doc[]>();
    for (const d of docs) {
      const key = partition ? keyOf(partition.run(d, frame)) : '';
      const rows = partitions.get(key);
      if (rows) rows.push(d);
      else partitions.set(key, [d]);
    }
    const ordered = [...partitions].sort(([a], [b]) => (a < b ? -1 : 1));
    return ordered.flatMap(([, rows]) => {
      const sorted = sortDocs(rows, sort);
      const results = columns.map(({ name, values }) => ({ name, values: values(sorted, frame) }));
      return sorted.map((d, i) => results.reduce((row, { name, values }) => row.set(name, values[i] ?? null), d));
    });
  });
};
