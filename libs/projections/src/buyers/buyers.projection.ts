import type { BuyerEvent, BuyerFile } from '@usance/domain';
import { onEntity, projection } from '../kernel';

/** A buyer's file. */
export interface BuyerDocument extends BuyerFile {
  readonly seller: string;
  readonly recordedAt: string;
}

/** Who is sold to, and where they are. */
export const buyers = projection<BuyerDocument, BuyerEvent>()({
  name: 'buyers',
  version: 1,
  indexes: [{ key: { seller: 1, country: 1 } }],
  on: onEntity({ BuyerRegistered: (_none, { seller, recordedAt, data }) => ({ seller, recordedAt, ...data }) }),
});
