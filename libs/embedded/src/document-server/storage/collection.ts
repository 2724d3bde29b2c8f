import { refuse, ServerError } from '../errors';
import { Doc, DocBuilder, EMPTY_DOC } from '../values/doc';
import { keyOf } from '../values/key';
import { newOid } from '../values/oid';
import { Opaque, Regex } from '../values/types';
import type { Batch } from './batch';
import { Index, IndexSpec } from './index';
import type { Rec } from './record';

const ID_INDEX = '_id_';

/** The specification of the index that every collection has. */
export const idIndexSpec = (): IndexSpec => {
  const key = new DocBuilder().add('_id', 1).build();
  const document = new DocBuilder().add('v', 2).add('key', key).add('name', ID_INDEX).build();
  return { name: ID_INDEX, key, unique: true, sparse: false, document };
};

/** Documents by `_id`, in the order they came, and the indexes over them. Every change goes into a batch, which can undo it. */
export class Collection {
  readonly records = new Map<string, Rec>();
  readonly indexes = new Map<string, Index>([[ID_INDEX, new Index(idIndexSpec())]]);
  /** Bytes that the current versions take in the log. */
  live = 0;

  constructor(
    readonly id: number,
    public database: string,
    public name: string,
    readonly uuid: Buffer,
  ) {}

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  get size(): number {
    return this.records.size;
  }

  /** Inserts a document whose `_id` is already in front. */
  insert(doc: Doc, batch: Batch): void {
    const key = keyOf(doc.values[0]);
    const rec: Rec = { doc, key, bytes: 0 };
    const keys = this.keysOf(doc);
    let i = 0;
    for (const index of this.indexes.values()) index.checkUnique(keys[i++] as readonly string[], doc, this.namespace);
    rec.bytes = batch.put(this.id, doc);
    this.link(rec, keys);
    batch.undo(() => this.unlink(rec, this.keysOf(doc)));
  }

  /** Replaces a record's document by one with the same `_id`. */
  update(rec: Rec, doc: Doc, batch: Batch): void {
    const before = rec.doc;
    const bytes = rec.bytes;
    const changes: { index: Index; added: readonly string[]; removed: readonly string[] }[] = [];
    for (const index of this.indexes.values()) {
      if (index.spec.name === ID_INDEX) continue;
      const old = index.keysOf(before);
      const now = index.keysOf(doc);
      if (old.length === 1 && now.length === 1 && old[0] === now[0]) continue;
      index.checkUnique(now, doc, this.namespace, rec);
      changes.push({ index, added: now, removed: old });
    }
    const size = batch.put(this.id, doc);
    for (const { index, added, removed } of changes) {
      index.remove(removed, rec);
      index.add(added, rec);
    }
    this.replace(rec, doc, size);
    batch.undo(() => {
      for (const { index, added, removed } of changes) {
        index.remove(added, rec);
        index.add(removed, rec);
      }
      this.replace(rec, before, bytes);
    });
  }

  remove(rec: Rec, batch: Batch): void {
    batch.remove(this.id, rec.doc.values[0] ?? null);
    this.unlink(rec, this.keysOf(rec.doc));
    batch.undo(() => this.link(rec, this.keysOf(rec.doc)));
  }

  private replace(rec: Rec, doc: Doc, bytes: number): void {
    this.live += bytes - rec.bytes;
    rec.doc = doc;
    rec.bytes = bytes;
  }

  private keysOf(doc: Doc): (readonly string[])[] {
    const keys: (readonly string[])[] = [];
    for (const index of this.indexes.values()) keys.push(index.keysOf(doc));
    return keys;
  }

  private link(rec: Rec, keys: readonly (readonly string[])[]): void {
    this.records.set(rec.key, rec);
    this.live += rec.bytes;
    let i = 0;
    for (const index of this.indexes.values()) index.add(keys[i++] as readonly string[], rec);
  }

  private unlink(rec: Rec, keys: readonly (readonly string[])[]): void {
    this.records.delete(rec.key);
    this.live -= rec.bytes;
    let i = 0;
    for (const index of this.indexes.values()) index.remove(keys[i++] as readonly string[], rec);
  }

  /** Builds an index over what is stored; a duplicate under a unique one refuses it. */
  buildIndex(spec: IndexSpec): Index {
    const index = new Index(spec);
    for (const rec of this.records.values()) {
      const keys = index.keysOf(rec.doc);
      index.checkUnique(keys, rec.doc, this.namespace, rec);
      index.add(keys, rec);
    }
    return index;
  }

  /** Puts a document read from the log; the indexes are built when all are read. */
  load(doc: Doc, bytes: number): void {
    const key = keyOf(doc.values[0]);
    const rec = this.records.get(key);
    if (rec) this.replace(rec, doc, bytes);
    else {
      this.records.set(key, { doc, key, bytes });
      this.live += bytes;
    }
  }

  unload(id: Doc): void {
    const key = keyOf(id.values[0]);
    this.live -= this.records.get(key)?.bytes ?? 0;
    this.records.delete(key);
  }
}

/** The document with its `_id` in front; one without gets an ObjectId. */
export const withId = (doc: Doc): Doc => {
  const at = doc.shape.indexOf('_id');
  if (at === 0) return doc;
  const id = at < 0 ? newOid() : (doc.values[at] ?? null);
  const builder = new DocBuilder().add('_id', id);
  const rest = at < 0 ? doc : doc.without('_id');
  for (const [name, value] of (rest ?? EMPTY_DOC).entries()) builder.add(name, value);
  return builder.build();
};

/** Refuses an `_id` that can't identify a document. */
export const checkId = (doc: Doc): void => {
  const id = doc.values[0];
  if (Array.isArray(id)) refuse(53, "The '_id' value cannot be of type array");
  if (id instanceof Regex) refuse(53, "The '_id' value cannot be of type regex");
  if (id instanceof Opaque && id.type === 6) refuse(53, "The '_id' value cannot be of type undefined");
  if (id instanceof Doc && id.shape.names[0]?.startsWith('$') && !id.has('$ref'))
    throw new ServerError(52, `_id fields may not contain '$'-prefixed fields: ${id.shape.names[0]} is not valid for storage.`);
};
