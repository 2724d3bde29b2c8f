import type { Maybe, Value } from './types';

const SHAPES_MAX = 20_000;
const CHILDREN_MAX = 128;
/** Beyond this many fields a document has a shape of its own. */
export const WIDE = 64;
let shapes = 0;

/** The field names of documents, in order; shared by all documents built alike, so a compiled path can remember a position. */
export class Shape {
  private positions: Map<string, number> | undefined;
  private children: Map<string, Shape> | undefined;
  private lastName = '';
  private lastChild: Shape | undefined;

  constructor(
    readonly names: readonly string[],
    private readonly shared = true,
  ) {}

  /** The position of a name, or -1. A name that occurs twice (BSON allows it) means the first. */
  indexOf(name: string): number {
    if (this.names.length <= 4) return this.names.indexOf(name);
    if (!this.positions) {
      this.positions = new Map();
      for (let i = this.names.length - 1; i >= 0; i--) this.positions.set(this.names[i] as string, i);
    }
    return this.positions.get(name) ?? -1;
  }

  /** This shape and one more name. Beyond a bound on their number new shapes are not shared: maps keyed by ids cost no memory for ever. */
  with(name: string): Shape {
    if (this.lastChild && this.lastName === name) return this.lastChild;
    let child = this.children?.get(name);
    if (!child) {
      const names = [...this.names, name];
      if (!this.shared || shapes >= SHAPES_MAX || (this.children?.size ?? 0) >= CHILDREN_MAX) return new Shape(names, false);
      shapes++;
      child = new Shape(names);
      (this.children ??= new Map()).set(name, child);
    }
    this.lastName = name;
    this.lastChild = child;
    return child;
  }
}

export const EMPTY_SHAPE = new Shape([]);

/** The shape with these names. */
export const shapeOf = (names: readonly string[]): Shape => {
  if (names.length > WIDE) return new Shape(names, false);
  let shape = EMPTY_SHAPE;
  for (const name of names) shape = shape.with(name);
  return shape;
};

/** A document: fields in order, never changed once built. Not a plain object, which would reorder `{b: 1, 1: 2}` and trip on `__proto__`. */
export class Doc {
  constructor(
    readonly shape: Shape,
    readonly values: readonly Value[],
  ) {}

  get size(): number {
    return this.values.length;
  }

  get(name: string): Maybe {
    const i = this.shape.indexOf(name);
    return i < 0 ? undefined : this.values[i];
  }

  has(name: string): boolean {
    return this.shape.indexOf(name) >= 0;
  }

  /** The document with a field replaced in place, or appended. */
  set(name: string, value: Value): Doc {
    const i = this.shape.indexOf(name);
    const values = this.values.slice();
    if (i < 0) {
      values.push(value);
      return new Doc(this.shape.with(name), values);
    }
    values[i] = value;
    return new Doc(this.shape, values);
  }

  without(name: string): Doc {
    const at = this.shape.indexOf(name);
    if (at < 0) return this;
    const keep = (_: unknown, i: number): boolean => i !== at;
    return new Doc(shapeOf(this.shape.names.filter(keep)), this.values.filter(keep));
  }

  *entries(): IterableIterator<[string, Value]> {
    for (let i = 0; i < this.values.length; i++) yield [this.shape.names[i] as string, this.values[i] as Value];
  }
}

export const EMPTY_DOC = new Doc(EMPTY_SHAPE, []);

/** Collects the fields of a document in order. */
export class DocBuilder {
  private readonly names: string[] = [];
  private readonly values: Value[] = [];

  add(name: string, value: Maybe): this {
    if (value !== undefined) {
      this.names.push(name);
      this.values.push(value);
    }
    return this;
  }

  build(): Doc {
    return new Doc(shapeOf(this.names), this.values);
  }
}

/** A document from a literal; fields that are undefined are left out. Only for names the server itself writes. */
export const doc = (fields: Readonly<Record<string, Maybe>>): Doc => {
  const builder = new DocBuilder();
  for (const name of Object.keys(fields)) builder.add(name, fields[name]);
  return builder.build();
};
