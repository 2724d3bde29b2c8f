import { ServerError } from '../errors';
import type { Predicate } from '../query/nodes';
import { Doc, DocBuilder } from '../values/doc';
import { display } from '../values/display';
import { keyOf } from '../values/key';
import { fieldReader, splitPath, visitPath } from '../values/paths';
import type { Maybe, Value } from '../values/types';
import type { Rec } from './record';
import { SortedMap } from './sorted-map';

/** What an empty array is indexed as: below null, equal to nothing that can be asked for. */
const EMPTY_ARRAY = '\u0007';
/** Greater than whatever may follow a key in a compound one. */
export const AFTER = '\uffff';

/** An index as it was asked for. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Doc;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial?: Predicate;
  /** The specification as `listIndexes` shows it. */
  readonly document: Doc;
}

type Entry = Rec | Set<Rec>;

/** The keys a path gives: one, or one for each distinct element of an array. */
const keysOfPath = (path: string): ((d: Doc) => string | string[]) => {
  const names = splitPath(path);
  const read = fieldReader(path);
  const slow = (d: Doc): string[] => {
    const keys = new Set<string>();
    const addKey = (v: Maybe): boolean => {
      if (!Array.isArray(v)) keys.add(keyOf(v));
      else if (v.length === 0) keys.add(EMPTY_ARRAY);
      else for (const element of v as Value[]) keys.add(keyOf(element));
      return false;
    };
    visitPath(d, names, 0, addKey);
    if (keys.size === 0) keys.add(keyOf(null));
    return [...keys];
  };
  if (names.length > 1)
    return (d) => {
      const keys = slow(d);
      return keys.length === 1 && !passesArray(d, names) ? (keys[0] as string) : keys;
    };
  return (d) => {
    const v = read(d);
    return Array.isArray(v) ? slow(d) : keyOf(v);
  };
};

/** Whether the path goes through or ends in an array. */
const passesArray = (d: Doc, names: readonly string[]): boolean => {
  let v: Maybe = d;
  for (const name of names) {
    if (Array.isArray(v)) return true;
    v = v instanceof Doc ? v.get(name) : undefined;
  }
  return Array.isArray(v);
};

/** An ordered index over canonical keys. Fields are stored rising whatever their direction; a scan may go either way. */
export class Index {
  readonly paths: readonly string[];
  /** Whether any document gave more than one key: ranges on it then don't combine, and it gives no order. */
  multikey = false;
  private readonly entries = new SortedMap<Entry>();
  private readonly readers: readonly ((d: Doc) => string | string[])[];

  constructor(readonly spec: IndexSpec) {
    this.paths = spec.key.shape.names;
    this.readers = this.paths.map(keysOfPath);
  }

  /** Whether every document is in it, so that queries may rely on it. */
  get complete(): boolean {
    return !this.spec.sparse && !this.spec.partial;
  }

  /** The keys of a document; none when it is not to be indexed. */
  keysOf(d: Doc): readonly string[] {
    if (!this.complete && !this.covers(d)) return [];
    let keys = [''];
    let widened: string | undefined;
    for (let i = 0; i < this.readers.length; i++) {
      const part = (this.readers[i] as (d: Doc) => string | string[])(d);
      if (typeof part === 'string') {
        for (let j = 0; j < keys.length; j++) keys[j] += part;
        continue;
      }
      this.multikey = true;
      const root = (this.paths[i] as string).split('.', 1)[0] as string;
      if (widened !== undefined && widened !== root)
        throw new ServerError(171, `cannot index parallel arrays [${root}] [${widened}]`);
      widened = root;
      keys = keys.flatMap((key) => part.map((one) => key + one));
    }
    return keys;
  }

  private covers(d: Doc): boolean {
    const { sparse, partial } = this.spec;
    if (partial && !partial(d, [])) return false;
    return !sparse || this.paths.some((path) => visitPath(d, splitPath(path), 0, (v) => v !== undefined));
  }

  /** Refuses keys that another record holds. */
  checkUnique(keys: readonly string[], d: Doc, namespace: string, self?: Rec): void {
    if (!this.spec.unique) return;
    for (const key of keys) {
      const entry = this.entries.get(key);
      if (entry === undefined || entry === self || (entry instanceof Set && entry.size === 1 && self && entry.has(self)))
        continue;
      throw this.duplicate(d, namespace);
    }
  }

  private duplicate(d: Doc, namespace: string): ServerError {
    const keyValue = new DocBuilder();
    for (const path of this.paths) {
      let found: Maybe;
      visitPath(d, splitPath(path), 0, (v) => {
        found = v;
        return true;
      });
      keyValue.add(path, found ?? null);
    }
    const value = keyValue.build();
    const shown = [...value.entries()].map(([path, v]) => `${path}: ${display(v)}`).join(', ');
    const message = `E11000 duplicate key error collection: ${namespace} index: ${this.spec.name} dup key: { ${shown} }`;
    return new ServerError(11000, message, { keyPattern: this.spec.key, keyValue: value });
  }

  add(keys: readonly string[], rec: Rec): void {
    for (const key of keys) {
      const entry = this.entries.get(key);
      if (entry === undefined) this.entries.set(key, rec);
      else if (entry instanceof Set) entry.add(rec);
      else if (entry !== rec) this.entries.set(key, new Set([entry, rec]));
    }
  }

  remove(keys: readonly string[], rec: Rec): void {
    for (const key of keys) {
      const entry = this.entries.get(key);
      if (entry === rec) this.entries.delete(key);
      else if (entry instanceof Set && entry.delete(rec) && entry.size === 0) this.entries.delete(key);
    }
  }

  /** Visits the records whose key is in `[low, high)`; stops when `visit` answers true. */
  scan(low: string, high: string, reverse: boolean, visit: (rec: Rec) => boolean): boolean {
    return this.entries.scan(low, high, reverse, (entry) => {
      if (!(entry instanceof Set)) return visit(entry);
      for (const rec of entry) if (visit(rec)) return true;
      return false;
    });
  }
}
