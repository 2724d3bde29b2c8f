import { ServerError } from '../errors';
import type { Batch } from '../storage/batch';
import { checkId, Collection, withId } from '../storage/collection';
import type { Rec } from '../storage/record';
import type { Doc } from '../values/doc';
import { checkSize, MAX_DOCUMENT } from '../values/write';

/** Room that a log record takes beside the document. */
const RECORD_OVERHEAD = 32;

/** Stores a new document: its `_id` in front, given when it has none. */
export const insertDoc = (collection: Collection, given: Doc, batch: Batch): Doc => {
  const d = withId(given);
  checkId(d);
  const before = batch.mark().at;
  collection.insert(d, batch);
  checkSize(batch.mark().at - before - RECORD_OVERHEAD);
  return d;
};

/** Stores a new version of a document. */
export const updateDoc = (collection: Collection, rec: Rec, d: Doc, batch: Batch): void => {
  collection.update(rec, d, batch);
  if (rec.bytes > MAX_DOCUMENT + RECORD_OVERHEAD)
    throw new ServerError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT}`);
};
