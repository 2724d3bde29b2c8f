import type { Frame } from '../expression';
import type { Surroundings } from '../pipeline';
import { compileNode } from '../query/compile';
import { parseFilter } from '../query/filter';
import type { Node, Predicate } from '../query/nodes';
import { parseSort, sortDocs, SortKey } from '../query/sort';
import type { Batch } from '../storage/batch';
import type { Collection } from '../storage/collection';
import { planFor, visitPlan } from '../storage/planner';
import type { Rec } from '../storage/record';
import { compileUpdate, Update } from '../update/update';
import { upserted } from '../update/upsert';
import { Doc, EMPTY_DOC } from '../values/doc';
import type { Maybe, Value } from '../values/types';
import { Context, surroundings } from './command';
import { hintOf } from './reads';
import { insertDoc, updateDoc } from './store';

interface Given {
  readonly command: Doc;
  readonly context: Context;
  readonly filter: Doc;
  readonly update: Value;
  readonly filters: readonly Value[] | undefined;
  /** The constants of this statement alone. */
  readonly variables: Doc | undefined;
  readonly sort: Doc | undefined;
  readonly hint: Maybe;
  readonly multi: boolean;
  readonly upsert: boolean;
}

/** One compiled update statement. */
export interface Statement extends Search {
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
}

/** Compiles an update statement, refusing what is wrong with it whatever the data. */
export const compileStatement = ({
  command,
  context,
  filter,
  update,
  filters,
  variables,
  sort,
  hint,
  multi,
  upsert,
}: Given): Statement => {
  const outer = surroundings(command, context, variables);
  const node = parseFilter(filter, outer.scope);
  return {
    node,
    predicate: compileNode(node),
    update: compileUpdate(update, node, filters, outer),
    sort: parseSort(sort ?? EMPTY_DOC),
    hint,
    multi,
    upsert,
  };
};

/** What records to find, and in which order. */
export interface Search {
  readonly node: Node;
  readonly predicate: Predicate;
  readonly sort: readonly SortKey[];
  readonly hint: Maybe;
}

/** The records that a search finds: all, or the first. */
export const findRecs = (collection: Collection | undefined, search: Search, one: boolean, frame: Frame): Rec[] => {
  if (!collection) return [];
  const { node, predicate, sort, hint } = search;
  const plan = planFor(collection, node, sort, hintOf(hint, collection));
  const sorted = sort.length === 0 || (plan.kind === 'index' && plan.sorted);
  const found: Rec[] = [];
  visitPlan(collection, plan, (rec) => {
    if (predicate(rec.doc, frame)) found.push(rec);
    return one && sorted && found.length > 0;
  });
  if (sorted || found.length < 2) return found;
  const byDoc = new Map(found.map((rec) => [rec.doc, rec]));
  return sortDocs([...byDoc.keys()], sort, one ? 1 : Infinity).map((d) => byDoc.get(d) as Rec);
};

/** Updates what a statement finds; inserts when it finds nothing and is an upsert. */
export const updateMatches = (
  statement: Statement,
  context: Context,
  name: string,
  batch: Batch,
): {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: Doc;
  readonly before?: Doc;
  readonly after?: Doc;
} => {
  const { node, update, multi, upsert } = statement;
  const frame: Frame = [];
  const collection = context.engine.find(context.database, name);
  const found = findRecs(collection, statement, !multi, frame);
  if (found.length === 0) {
    if (!upsert) return { matched: 0, modified: 0 };
    const d = insertDoc(context.engine.ensure(context.database, name, batch), upserted(node, update, frame), batch);
    return { matched: 0, modified: 0, upserted: d, after: d };
  }
  let modified = 0;
  const before = (found[0] as Rec).doc;
  for (const rec of found) {
    const next = update.apply(rec.doc, false, frame);
    if (next === rec.doc) continue;
    updateDoc(collection as Collection, rec, next, batch);
    modified++;
  }
  return { matched: found.length, modified, before, after: (found[0] as Rec).doc };
};

/** Deletes what a search finds, or the first of it. */
export const deleteMatches = (search: Search, one: boolean, collection: Collection | undefined, batch: Batch): Doc[] => {
  const found = findRecs(collection, search, one, []);
  for (const rec of found) collection?.remove(rec, batch);
  return found.map(({ doc }) => doc);
};

/** A search by a filter alone. */
export const searchOf = (filter: Doc, outer: Surroundings, sort: Doc | undefined, hint: Maybe): Search => {
  const node = parseFilter(filter, outer.scope);
  return { node, predicate: compileNode(node), sort: parseSort(sort ?? EMPTY_DOC), hint };
};
