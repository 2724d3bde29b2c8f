import type { StoredEvent } from './index';

/**
 * `LimitCut` was written before releases were numbered. It held the new limit flat and called the day `from`.
 * Since then `LimitReduced` says the same: `{ amount: Money, effectiveFrom, reason }`.
 */
export const limitCut = ({ data: { newLimit, currency, from, why } }: StoredEvent): StoredEvent => ({
  type: 'LimitReduced',
  data: { amount: { amount: newLimit, currency }, effectiveFrom: from, reason: why },
});
