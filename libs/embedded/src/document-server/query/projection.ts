import { refuse } from '../errors';
import { checkPath, compileExpression, Expr, Frame, Scope } from '../expression';
import { Doc, DocBuilder } from '../values/doc';
import { isNumeric, truthy } from '../values/numbers';
import type { Maybe, Value } from '../values/types';
import { operatorPart } from './projection-operators';

/** What a projection does with one field. */
export type Part =
  | { readonly kind: 'include' | 'exclude' }
  | { readonly kind: 'compute'; readonly expr: Expr }
  | { readonly kind: 'apply'; readonly apply: (v: Maybe, root: Doc) => Maybe; readonly inclusive: boolean }
  | Tree;

export interface Tree {
  readonly kind: 'tree';
  readonly parts: Map<string, Part>;
}

export type Project = (d: Doc, frame: Frame) => Doc;

const newTree = (): Tree => ({ kind: 'tree', parts: new Map() });

const collision = (path: string): never => refuse(31250, `Path collision at ${path}`);

/** Puts a part at a dotted path. */
const place = (tree: Tree, path: string, part: Part): void => {
  const names = checkPath(path);
  const last = names.pop() as string;
  let at = tree;
  for (const name of names) {
    let next = at.parts.get(name);
    if (!next) at.parts.set(name, (next = newTree()));
    if (next.kind !== 'tree') return collision(path);
    at = next;
  }
  const known = at.parts.get(last);
  if (known?.kind === 'tree' && part.kind === 'tree') for (const [name, inner] of part.parts) place(known, name, inner);
  else if (known) collision(path);
  else at.parts.set(last, part);
};

/** Reads one field of a projection; `computed` when every value is an expression, as in `$addFields`. */
const readPart = (value: Value, scope: Scope, computed: boolean): Part => {
  if (!computed && (typeof value === 'boolean' || isNumeric(value))) return { kind: truthy(value) ? 'include' : 'exclude' };
  if (!(value instanceof Doc) || value.shape.names[0]?.startsWith('$'))
    return { kind: 'compute', expr: compileExpression(value, scope) };
  if (value.size === 0)
    return computed
      ? { kind: 'compute', expr: compileExpression(value, scope) }
      : refuse(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  const tree = newTree();
  for (const [name, inner] of value.entries()) place(tree, name, readPart(inner, scope, computed));
  return tree;
};

type Mode = 'include' | 'exclude';

/** Whether the parts include or exclude; undefined when they tell neither. */
const modeOf = (tree: Tree, path = ''): Mode | undefined => {
  let mode: Mode | undefined;
  for (const [name, part] of tree.parts) {
    const here = path === '' ? name : `${path}.${name}`;
    if (here === '_id' && part.kind !== 'tree' && part.kind !== 'compute') continue;
    const own =
      part.kind === 'tree'
        ? modeOf(part, here)
        : part.kind === 'compute'
          ? 'include'
          : part.kind === 'apply'
            ? part.inclusive
              ? 'include'
              : undefined
            : part.kind;
    if (own === undefined) continue;
    if (mode !== undefined && own !== mode)
      refuse(
        own === 'include' ? 31253 : 31254,
        own === 'include'
          ? `Cannot do inclusion on field ${here} in exclusion projection`
          : `Cannot do exclusion on field ${here} in inclusion projection`,
      );
    mode = own;
  }
  return mode;
};

const computedOnly = (tree: Tree, root: Doc, frame: Frame): Doc | undefined => {
  const builder = new DocBuilder();
  let any = false;
  for (const [name, part] of tree.parts) {
    if (part.kind === 'compute') {
      any = true;
      builder.add(name, part.expr.run(root, frame));
    } else if (part.kind === 'tree') {
      const inner = computedOnly(part, root, frame);
      any ||= inner !== undefined;
      builder.add(name, inner);
    }
  }
  return any ? builder.build() : undefined;
};

const includeIn = (v: Value, tree: Tree, root: Doc, frame: Frame): Maybe => {
  if (Array.isArray(v)) {
    const out: Value[] = [];
    for (const element of v as Value[]) {
      const kept = includeIn(element, tree, root, frame);
      if (kept !== undefined) out.push(kept);
    }
    return out;
  }
  return v instanceof Doc ? include(v, tree, root, frame) : computedOnly(tree, root, frame);
};

/** Included fields in the document's order, then computed ones in the projection's. */
const include = (d: Doc, tree: Tree, root: Doc, frame: Frame): Doc => {
  const builder = new DocBuilder();
  for (let i = 0; i < d.size; i++) {
    const name = d.shape.names[i] as string;
    const part = tree.parts.get(name);
    const value = d.values[i] as Value;
    if (!part) continue;
    if (part.kind === 'include') builder.add(name, value);
    else if (part.kind === 'apply') builder.add(name, part.apply(value, root));
    else if (part.kind === 'tree') builder.add(name, includeIn(value, part, root, frame));
  }
  for (const [name, part] of tree.parts) {
    if (part.kind === 'compute') builder.add(name, part.expr.run(root, frame));
    else if (part.kind === 'tree' && !d.has(name)) builder.add(name, computedOnly(part, root, frame));
  }
  return builder.build();
};

const exclude = (v: Value, tree: Tree, root: Doc): Value => {
  if (Array.isArray(v)) return (v as Value[]).map((element) => exclude(element, tree, root));
  if (!(v instanceof Doc)) return v;
  const builder = new DocBuilder();
  for (const [name, value] of v.entries()) {
    const part = tree.parts.get(name);
    if (part?.kind === 'exclude') continue;
    if (part?.kind === 'apply') builder.add(name, part.apply(value, root));
    else builder.add(name, part?.kind === 'tree' ? exclude(value, part, root) : value);
  }
  return builder.build();
};

/** Sets computed fields: in place when they exist, else at the end. */
const addTo = (v: Maybe, tree: Tree, root: Doc, frame: Frame): Value => {
  if (Array.isArray(v)) return (v as Value[]).map((element) => addTo(element, tree, root, frame));
  let out = v instanceof Doc ? v : new DocBuilder().build();
  for (const [name, part] of tree.parts) {
    const value = part.kind === 'compute' ? part.expr.run(root, frame) : addTo(out.get(name), part as Tree, root, frame);
    out = value === undefined ? out.without(name) : out.set(name, value);
  }
  return out;
};

/** What only `find` knows: `$slice`, `$elemMatch`, and the position that the filter matched. */
export interface FindProjection {
  readonly position: (d: Doc, path: string) => number | undefined;
}

/** The mode of a projection that names nothing but `_id`, or operators that include nothing. */
const modeOfId = (tree: Tree, isFind: boolean): Mode => {
  const id = tree.parts.get('_id');
  if (tree.parts.size === 1 && (id?.kind === 'include' || id?.kind === 'exclude')) return id.kind;
  return id?.kind === 'exclude' || isFind ? 'exclude' : 'include';
};

/** Compiles a projection: of `$project`, or, with `find`, of a query. */
export const compileProjection = (spec: Doc, scope: Scope, find?: FindProjection): Project => {
  const tree = newTree();
  for (const [path, value] of spec.entries()) {
    const special = find ? operatorPart(path, value, scope, find) : undefined;
    place(tree, special ? special.path : path, special ? special.part : readPart(value, scope, false));
  }
  const id = tree.parts.get('_id');
  if ((modeOf(tree) ?? modeOfId(tree, find !== undefined)) === 'exclude') {
    if (id?.kind === 'include') tree.parts.delete('_id');
    return (d) => exclude(d, tree, d) as Doc;
  }
  if (!id) tree.parts.set('_id', { kind: 'include' });
  else if (id.kind === 'exclude') tree.parts.delete('_id');
  return (d, frame) => include(d, tree, d, frame);
};

/** Compiles `$addFields`. */
export const compileAddFields = (spec: Doc, scope: Scope): Project => {
  const tree = newTree();
  for (const [path, value] of spec.entries()) place(tree, path, readPart(value, scope, true));
  return (d, frame) => addTo(d, tree, d, frame) as Doc;
};

/** Compiles `$unset`. */
export const compileUnset = (paths: readonly string[]): Project => {
  const tree = newTree();
  for (const path of paths) place(tree, path, { kind: 'exclude' });
  return (d) => exclude(d, tree, d) as Doc;
};
