import { refuse } from '../errors';
import { compileExpression, constant, Expr, Scope } from '../expression';
import { mergeDocs } from '../expression/objects';
import { parseSort, sortDocs, SortKey } from '../query/sort';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { keyOf } from '../values/key';
import { integerArgument } from '../values/numbers';
import { compare } from '../values/order';
import { Deviation, Sum } from '../values/sum';
import type { Maybe, Value } from '../values/types';

/** What one group gathers of one field. */
export interface Accumulator {
  add(v: Maybe): void;
  result(): Maybe;
}

/** A compiled accumulator: the expression it is fed with, and how to begin one. */
export interface Accumulation {
  readonly input: Expr;
  readonly begin: () => Accumulator;
}

class Averaging implements Accumulator {
  private readonly sum = new Sum();
  add(v: Maybe): void {
    this.sum.add(v);
  }
  result(): Maybe {
    return this.sum.mean();
  }
}

class Extreme implements Accumulator {
  private best: Maybe;
  constructor(private readonly direction: 1 | -1) {}
  add(v: Maybe): void {
    if (v !== null && v !== undefined && (this.best === undefined || compare(v, this.best) * this.direction < 0)) this.best = v;
  }
  result(): Maybe {
    return this.best ?? null;
  }
}

class First implements Accumulator {
  private held: Maybe;
  private any = false;
  add(v: Maybe): void {
    if (this.any) return;
    this.any = true;
    this.held = v;
  }
  result(): Maybe {
    return this.held ?? null;
  }
}

class Last implements Accumulator {
  private held: Maybe;
  add(v: Maybe): void {
    this.held = v;
  }
  result(): Maybe {
    return this.held ?? null;
  }
}

class Push implements Accumulator {
  private readonly values: Value[] = [];
  add(v: Maybe): void {
    if (v !== undefined) this.values.push(v);
  }
  result(): Maybe {
    return this.values;
  }
}

class AddToSet implements Accumulator {
  private readonly values = new Map<string, Value>();
  add(v: Maybe): void {
    if (v === undefined) return;
    const key = keyOf(v);
    if (!this.values.has(key)) this.values.set(key, v);
  }
  result(): Maybe {
    return [...this.values.values()];
  }
}

class Merge implements Accumulator {
  private merged = EMPTY_DOC;
  add(v: Maybe): void {
    if (v === null || v === undefined) return;
    if (!(v instanceof Doc)) refuse(40400, '$mergeObjects requires object inputs');
    else this.merged = mergeDocs(this.merged, v);
  }
  result(): Maybe {
    return this.merged;
  }
}

/** Keeps all values and chooses in the end. */
class Choosing implements Accumulator {
  private readonly values: Value[] = [];
  constructor(private readonly choose: (values: readonly Value[]) => Maybe) {}
  add(v: Maybe): void {
    this.values.push(v ?? null);
  }
  result(): Maybe {
    return this.choose(this.values);
  }
}

const simple =
  (begin: () => Accumulator) =>
  (argument: Value, scope: Scope): Accumulation => ({ input: operand(argument, scope), begin });

/** An accumulator takes one expression; a list is a literal array. */
const operand = (argument: Value, scope: Scope): Expr =>
  Array.isArray(argument) && argument.length === 1
    ? compileExpression(argument[0] as Value, scope)
    : compileExpression(argument, scope);

const count = (argument: Value, scope: Scope, name: string): number => {
  const n = integerArgument(compileExpression(argument, scope).constant?.value);
  return n !== undefined && n > 0 ? n : refuse(5787908, `${name}: 'n' must be a constant greater than 0`);
};

const severalOf =
  (choose: (values: readonly Value[], n: number) => Value[]) =>
  (argument: Value, scope: Scope, name: string): Accumulation => {
    if (!(argument instanceof Doc) || !argument.has('input') || !argument.has('n'))
      return refuse(5787906, `${name} needs 'input' and 'n'`);
    const n = count(argument.get('n') as Value, scope, name);
    return {
      input: compileExpression(argument.get('input') as Value, scope),
      begin: () => new Choosing((values) => choose(values, n)),
    };
  };

const ranked =
  (direction: 1 | -1) =>
  (values: readonly Value[], n: number): Value[] =>
    values
      .filter((v) => v !== null)
      .sort((a, b) => compare(a, b) * direction)
      .slice(0, n);

const byOrder =
  (end: 'top' | 'bottom', many: boolean) =>
  (argument: Value, scope: Scope, name: string): Accumulation => {
    const sortBy = argument instanceof Doc ? argument.get('sortBy') : undefined;
    if (!(argument instanceof Doc) || !(sortBy instanceof Doc) || !argument.has('output'))
      return refuse(5788001, `${name} needs 'sortBy' and 'output'`);
    const n = many ? count(argument.get('n') as Value, scope, name) : 1;
    const keys: SortKey[] = parseSort(sortBy).map((key) => ({ ...key, path: `d.${key.path}` }));
    const output = compileExpression(argument.get('output') as Value, scope);
    const choose = (rows: readonly Value[]): Maybe => {
      const sorted = sortDocs(rows as readonly Doc[], keys).map((row) => row.get('o') ?? null);
      const chosen = end === 'top' ? sorted.slice(0, n) : sorted.slice(-n);
      return many ? chosen : (chosen[0] ?? null);
    };
    return {
      input: { run: (root, frame) => doc({ d: root, o: output.run(root, frame) ?? null }) },
      begin: () => new Choosing(choose),
    };
  };

const ACCUMULATORS: Readonly<Record<string, (argument: Value, scope: Scope, name: string) => Accumulation>> = {
  $sum: simple(() => new Sum()),
  $avg: simple(() => new Averaging()),
  $min: simple(() => new Extreme(1)),
  $max: simple(() => new Extreme(-1)),
  $first: simple(() => new First()),
  $last: simple(() => new Last()),
  $push: simple(() => new Push()),
  $addToSet: simple(() => new AddToSet()),
  $mergeObjects: simple(() => new Merge()),
  $stdDevPop: simple(() => new Deviation(false)),
  $stdDevSamp: simple(() => new Deviation(true)),
  $count: (argument) => {
    if (!(argument instanceof Doc) || argument.size > 0) return refuse(1257700, '$count takes no arguments, i.e. $count:{}');
    return { input: constant(1), begin: () => new Sum() };
  },
  $firstN: severalOf((values, n) => values.slice(0, n)),
  $lastN: severalOf((values, n) => values.slice(-n)),
  $minN: severalOf(ranked(1)),
  $maxN: severalOf(ranked(-1)),
  $top: byOrder('top', false),
  $topN: byOrder('top', true),
  $bottom: byOrder('bottom', false),
  $bottomN: byOrder('bottom', true),
};

/** Compiles the accumulator of one field; undefined when there is none of that name. */
export const compileAccumulator = (name: string, argument: Value, scope: Scope): Accumulation | undefined =>
  Object.hasOwn(ACCUMULATORS, name) ? ACCUMULATORS[name]?.(argument, scope, name) : undefined;
