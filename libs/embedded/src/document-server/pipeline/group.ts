import { refuse } from '../errors';
import { compileExpression, Frame, literalFields, Run, Scope } from '../expression';
import { Decimal } from '../values/decimal';
import { Doc, DocBuilder, Shape, shapeOf } from '../values/doc';
import { keyOf } from '../values/key';
import { integralValue } from '../values/numbers';
import { Double, Maybe, Value } from '../values/types';
import { Accumulation, Accumulator, compileAccumulator } from './accumulators';
import type { Stage } from './stage';

interface Group {
  readonly id: readonly Maybe[];
  readonly held: readonly Accumulator[];
}

/** Groups by the parts of their key, a level for each part: no key is put together for every document. */
class Level<T> {
  private readonly plain = new Map<string | number | boolean, T>();
  private readonly other = new Map<string, T>();

  at(v: Maybe, make: () => T): T {
    const simple = plainKey(v);
    if (simple !== undefined) {
      const known = this.plain.get(simple);
      if (known !== undefined) return known;
      const made = make();
      this.plain.set(simple, made);
      return made;
    }
    const key = v === undefined ? '' : keyOf(v);
    const known = this.other.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.other.set(key, made);
    return made;
  }
}

/** Strings, booleans and safe integers of any numeric type stand for themselves. */
const plainKey = (v: Maybe): string | number | boolean | undefined => {
  switch (typeof v) {
    case 'string':
    case 'boolean':
      return v;
    case 'number':
      return Number.isInteger(v) ? v : undefined;
    case 'bigint': {
      const n = Number(v);
      return Number.isSafeInteger(n) ? n : undefined;
    }
    default:
      return v instanceof Double || v instanceof Decimal ? safeInteger(v) : undefined;
  }
};

const safeInteger = (v: Double | Decimal): number | undefined => {
  const n = integralValue(v);
  return n !== undefined && Number.isSafeInteger(Number(n)) ? Number(n) : undefined;
};

interface Key {
  readonly parts: readonly Run[];
  readonly build: (id: readonly Maybe[]) => Value;
}

const buildDoc =
  (shape: Shape) =>
  (id: readonly Maybe[]): Value => {
    if (!id.includes(undefined)) return new Doc(shape, id as readonly Value[]);
    const builder = new DocBuilder();
    shape.names.forEach((name, i) => builder.add(name, id[i]));
    return builder.build();
  };

/** The key's parts: each field of an object literal, or the one expression. A missing field stays missing in a document, else it is null. */
const compileKey = (expression: Value, scope: Scope): Key => {
  if (expression instanceof Doc && expression.size > 0 && !expression.shape.names[0]?.startsWith('$')) {
    const { names, parts } = literalFields(expression, scope);
    return { parts: parts.map((part) => part.run), build: buildDoc(shapeOf(names)) };
  }
  const { run } = compileExpression(expression, scope);
  return { parts: [(root, frame) => run(root, frame) ?? null], build: ([id]) => id ?? null };
};

type Node = Level<Node> | Group;

class Groups {
  readonly all: Group[] = [];
  private readonly root = new Level<Node>();

  constructor(
    private readonly key: Key,
    private readonly fields: readonly Accumulation[],
  ) {}

  add(d: Doc, frame: Frame): void {
    const { held } = this.find(d, frame);
    for (let i = 0; i < held.length; i++) (held[i] as Accumulator).add((this.fields[i] as Accumulation).input.run(d, frame));
  }

  private find(d: Doc, frame: Frame): Group {
    const { parts } = this.key;
    const last = parts.length - 1;
    const id = parts.map((part) => part(d, frame));
    let level = this.root;
    for (let i = 0; i < last; i++) level = level.at(id[i], newLevel) as Level<Node>;
    return level.at(id[last], () => this.begin(id)) as Group;
  }

  private begin(id: readonly Maybe[]): Group {
    const group = { id, held: this.fields.map((field) => field.begin()) };
    this.all.push(group);
    return group;
  }
}

const newLevel = (): Level<Node> => new Level<Node>();

const field = (name: string, value: Value, scope: Scope): Accumulation => {
  if (name.includes('.')) return refuse(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) return refuse(40236, `The field name '${name}' cannot be an operator name`);
  if (!(value instanceof Doc)) return refuse(40234, `The field '${name}' must be an accumulator object`);
  if (value.size !== 1) return refuse(40238, `The field '${name}' must specify one accumulator`);
  const operator = value.shape.names[0] as string;
  return compileAccumulator(operator, value.values[0] as Value, scope) ?? refuse(15952, `unknown group operator '${operator}'`);
};

/** Compiles `$group`. */
export const compileGroup = (spec: Value, scope: Scope): Stage => {
  if (!(spec instanceof Doc)) return refuse(15947, "a group's fields must be specified in an object");
  if (!spec.has('_id')) return refuse(15955, 'a group specification must include an _id');
  const key = compileKey(spec.get('_id') as Value, scope);
  const named = [...spec.entries()].filter(([name]) => name !== '_id');
  const shape = shapeOf(['_id', ...named.map(([name]) => name)]);
  const fields = named.map(([name, value]) => field(name, value, scope));
  return (next, frame) => {
    const groups = new Groups(key, fields);
    return {
      push: (d) => {
        groups.add(d, frame);
        return false;
      },
      end: () => {
        for (const { id, held } of groups.all)
          if (next.push(new Doc(shape, [key.build(id), ...held.map((one) => one.result() ?? null)]))) break;
        next.end();
      },
    };
  };
};
