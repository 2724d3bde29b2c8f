import { Map as ImmutableMap } from 'immutable';
import { duplicatesOf, keptOf } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { buyers, type BuyerDocument } from './buyers.projection';

/** Which of a seller's buyers count together. */
export interface Merged {
  readonly position: bigint;
  /** The buyer, and the duplicates that were merged into it, directly or over others. */
  readonly withDuplicates: (buyer: string) => readonly string[];
  /** The kept one of a duplicate; undefined when the buyer is none. */
  readonly keptOf: (buyer: string) => string | undefined;
}

/** The merges of a seller's buyers, by all that is recorded up to the position. */
export const mergedBuyers = async (models: ReadModels, seller: string): Promise<Merged> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const duplicates = await collection
    .find({ seller, mergedInto: { $gt: '' } })
    .project<Pick<BuyerDocument, 'buyerId' | 'mergedInto'>>({ buyerId: 1, mergedInto: 1 })
    .toArray();
  const kept = ImmutableMap(duplicates.map(({ buyerId, mergedInto = '' }): [string, string] => [buyerId, mergedInto]));
  return {
    position,
    withDuplicates: (buyer) => [buyer, ...duplicatesOf({ kept }, buyer)],
    keptOf: (buyer) => keptOf({ kept }, buyer),
  };
};
