import type { Frame, Scope } from '../expression';
import type { Collection } from '../storage/collection';
import type { Doc } from '../values/doc';

/** Where documents go: `push` answers true when no more are wanted. */
export interface Sink {
  readonly push: (d: Doc) => boolean;
  readonly end: () => void;
}

/** A compiled stage: given what follows it, where its documents go. Nothing is copied between stages that keep documents whole. */
export type Stage = (next: Sink, frame: Frame) => Sink;

/** What a pipeline may reach while it is compiled. */
export interface Surroundings {
  readonly scope: Scope;
  readonly database: string;
  readonly find: (database: string, name: string) => Collection | undefined;
}

/** A stage that turns each document into one. */
export const mapping =
  (map: (d: Doc, frame: Frame) => Doc): Stage =>
  (next, frame) => ({ push: (d) => next.push(map(d, frame)), end: next.end });

/** A stage that needs all documents before it answers any. */
export const gathering =
  (finish: (docs: readonly Doc[], frame: Frame) => Iterable<Doc>): Stage =>
  (next, frame) => {
    const docs: Doc[] = [];
    return {
      push: (d) => {
        docs.push(d);
        return false;
      },
      end: () => {
        for (const d of finish(docs, frame)) if (next.push(d)) break;
        next.end();
      },
    };
  };

/** Joins stages in front of a sink. */
export const connect = (stages: readonly Stage[], last: Sink, frame: Frame): Sink =>
  stages.reduceRight((next, stage) => stage(next, frame), last);

/** A sink that collects. */
export const collector = (into: Doc[]): Sink => ({
  push: (d) => {
    into.push(d);
    return false;
  },
  end: () => undefined,
});
