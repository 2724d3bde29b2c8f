/** A risk grade, 1 (best) to 10 (worst). */
export type Grade = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** As what a buyer without a grade counts: our default, neither good nor bad. */
export const UNGRADED: Grade = 6;

/** A buyer's grade on a day, and where it comes from: the score, or a person's override until its last day. */
export interface GradeOnDay {
  readonly grade: Grade;
  readonly source: 'scored' | 'overridden';
  readonly until?: string;
}
