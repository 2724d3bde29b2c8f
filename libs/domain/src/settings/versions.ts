import type { CalendarDate } from '../shared';

/** A setting as it was published. Versions are numbered 1, 2, 3 … in the order of publication, whatever their days. */
export interface Version {
  readonly version: number;
  /** The first day on which it counts. */
  readonly publishedOn: CalendarDate;
}

/** The version in force on a day: the highest that was published on or before it; undefined before the first. */
export const inForceOn = <Setting extends Version>(versions: readonly Setting[], day: CalendarDate): Setting | undefined =>
  versions.findLast(({ publishedOn }) => publishedOn <= day);

/** What is published next, with its number. */
export const next = <Terms extends object>(versions: readonly Version[], terms: Terms): Terms & { readonly version: number } => ({
  ...terms,
  version: versions.length + 1,
});
