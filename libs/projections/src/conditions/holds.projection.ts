import { releasedFrom, type AccountEvent, type Hold } from '@usance/domain';
import { onEntity, projection } from '../kernel';

/** The holds on a buyer, in the order of recording. */
export interface HoldsDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly holds: readonly (Hold & { readonly reason: string })[];
}

/** Whose orders do not go through, a document a buyer that was ever on hold. */
export const holds = projection<HoldsDocument, AccountEvent>()({
  name: 'holds',
  version: 1,
  indexes: [{ key: { seller: 1 } }],
  on: onEntity({
    BuyerHeld: (document, { seller, entity: buyer, data: { on: from, reason } }) => ({
      seller,
      buyer,
      holds: [...(document?.holds ?? []), { from, reason }],
    }),
    BuyerReleased: (document, { data: { on } }) => document && { ...document, holds: releasedFrom(document.holds, on) },
  }),
});
