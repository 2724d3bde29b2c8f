import { refuse } from '../errors';
import type { Frame } from '../expression';
import type { Leaf, Node } from '../query/nodes';
import { withId } from '../storage/collection';
import { Doc, doc, EMPTY_DOC } from '../values/doc';
import { equal } from '../values/order';
import { Regex, Value } from '../values/types';
import { modify, Target } from './modify';
import type { Update } from './update';

/** The equality conditions that every match must meet. */
const equalities = (node: Node): Leaf[] => {
  if (node.kind === 'leaf') return node.operator === '$eq' && !(node.operand instanceof Regex) ? [node] : [];
  if (node.kind === 'and' || (node.kind === 'or' && node.nodes.length === 1)) return node.nodes.flatMap(equalities);
  return [];
};

const TARGET: Target = { inserting: true, position: () => undefined, passes: () => false, now: new Date(0) };

/** What the filter says about the document to insert. */
const seed = (filter: Node): Doc => {
  let out = EMPTY_DOC;
  for (const { path, names, operand } of equalities(filter)) {
    const known = names.length === 1 ? out.get(path) : undefined;
    if (known !== undefined && !equal(known, operand))
      refuse(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    out = modify(out, { names, change: () => operand, creates: true }, TARGET) as Doc;
  }
  return out;
};

/** The document that an upsert inserts when nothing matches: its `_id` first. */
export const upserted = (filter: Node, update: Update, frame: Frame): Doc => {
  const base = seed(filter);
  if (update.kind === 'modify') return withId(update.apply(base, true, frame));
  const id: Value | undefined = base.get('_id');
  return withId(update.apply(id === undefined ? EMPTY_DOC : doc({ _id: id }), true, frame));
};
