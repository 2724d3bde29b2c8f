import { Map } from 'immutable';
import type { CalendarDate, Decide } from '../shared';
import type { MergesEvent } from './merges.events';

/** Which of the seller's files were merged into which. */
export interface Merges {
  /** The kept one of each duplicate; it may have become a duplicate later. */
  readonly kept: Map<string, string>;
}

/** What a merge knows from outside its stream. */
export interface MergesFacts {
  readonly keptIsRegistered: boolean;
  readonly duplicateIsRegistered: boolean;
  /** The day that the business lives in. */
  readonly businessDay: CalendarDate;
}

export type DecideMerges<Command> = Decide<Merges, Command, MergesEvent, MergesFacts>;

/** Folds one event into the merges. */
export const evolveMerges = ({ kept }: Merges, { data: { buyerId, duplicateId } }: MergesEvent): Merges => ({
  kept: kept.set(duplicateId, buyerId),
});

/** Where new business of a buyer goes when its file was merged; undefined when it was not. */
export const keptOf = ({ kept }: Merges, buyerId: string): string | undefined => {
  const next = kept.get(buyerId);
  return next === undefined ? undefined : (keptOf({ kept }, next) ?? next);
};

/** All files that lead to the buyer's, directly or over others. */
export const duplicatesOf = (merges: Merges, buyerId: string): readonly string[] =>
  [...merges.kept.keys()].filter((duplicateId) => keptOf(merges, duplicateId) === buyerId);
