/** One reason of a decision: a stable code, and the figures that the rule looked at. */
export interface Reason<Code extends string = string> {
  readonly code: Code;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The revisions of the streams outside its own that a decision used, by what they are to it, as decimal strings; -1: empty. */
export type SeenRevisions = Readonly<Record<string, string>>;
