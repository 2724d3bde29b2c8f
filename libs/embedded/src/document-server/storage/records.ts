import { doc, Doc } from '../values/doc';
import { Bin } from '../values/types';
import type { Collection } from './collection';
import type { IndexSpec } from './index';

/** The log record of a new collection. Records name it by a number, so that a rename is one record too. */
export const createRecord = (collection: Collection): Doc =>
  doc({ create: collection.id, db: collection.database, name: collection.name, uuid: new Bin(4, collection.uuid) });

/** The log record of a new index. */
export const indexRecord = (collection: Collection, spec: IndexSpec): Doc => doc({ index: collection.id, spec: spec.document });
