import type { Doc } from '../values/doc';

/** A stored document: the current version, its key, and the bytes it takes in the log. */
export interface Rec {
  doc: Doc;
  readonly key: string;
  bytes: number;
}
