import { Doc, DocBuilder } from '../values/doc';
import type { Bin } from '../values/types';
import { Collection, idIndexSpec } from './collection';
import { parseIndexSpec } from './index-spec';

/** Rebuilds the collections from the records of the log. */
export class Loader {
  private readonly collections = new Map<number, Collection>();
  private readonly specs = new Map<number, Map<string, Doc>>();
  private highest = 0;

  apply(record: Doc, bytes: number): void {
    const [id] = record.values as [number];
    const collection = this.collections.get(id);
    switch (record.shape.names[0]) {
      case 'c':
        collection?.load(record.values[1] as Doc, bytes);
        return;
      case 'x':
        collection?.unload(new DocBuilder().add('_id', record.values[1]).build());
        return;
      case 'create':
        this.create(id, record);
        return;
      case 'drop':
        this.collections.delete(id);
        this.specs.delete(id);
        return;
      case 'rename':
        if (collection) {
          collection.database = record.get('db') as string;
          collection.name = record.get('name') as string;
        }
        return;
      case 'index': {
        const spec = record.get('spec') as Doc;
        this.specs.get(id)?.set(spec.get('name') as string, spec);
        return;
      }
      case 'dropIndex':
        this.specs.get(id)?.delete(record.get('name') as string);
        return;
      default:
        throw new Error(`unknown record ${String(record.shape.names[0])} in the log: written by a newer version?`);
    }
  }

  private create(id: number, record: Doc): void {
    const uuid = (record.get('uuid') as Bin).bytes;
    this.collections.set(id, new Collection(id, record.get('db') as string, record.get('name') as string, uuid));
    this.specs.set(id, new Map());
    this.highest = Math.max(this.highest, id);
  }

  /** Builds the indexes and hands the collections over; answers the next free number. */
  finish(databases: Map<string, Map<string, Collection>>): number {
    for (const [id, collection] of this.collections) {
      for (const spec of [idIndexSpec(), ...[...(this.specs.get(id)?.values() ?? [])].map(parseIndexSpec)])
        collection.indexes.set(spec.name, collection.buildIndex(spec));
      let names = databases.get(collection.database);
      if (!names) databases.set(collection.database, (names = new Map<string, Collection>()));
      names.set(collection.name, collection);
    }
    return this.highest + 1;
  }
}
