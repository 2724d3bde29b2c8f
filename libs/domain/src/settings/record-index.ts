import type { DecideIndex } from './price-index';
import type { IndexRecorded } from './settings.events';

/** Notes the value of an index on a day. Values may come late, and a day's value be corrected by a later one. Never refused. */
export type RecordIndex = IndexRecorded['data'];

export const recordIndex: DecideIndex<RecordIndex> = (_index, value) => [{ type: 'IndexRecorded', data: value }];
