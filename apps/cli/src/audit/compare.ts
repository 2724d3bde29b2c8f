import { canonicalHash } from './canonical';

/** A document of a read model, as it is stored or as a replay gives it. */
export interface Compared {
  readonly _id: string;
  /** Of the last event that it holds. */
  readonly position: bigint;
}

export interface Difference {
  readonly id: string;
  readonly what: 'is missing from the live collection' | 'is in the live collection only' | 'differs';
}

/** How a live collection and a replay of the log differ. */
export interface Comparison {
  /** How many documents were held against each other. */
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/**
 * Holds a live collection against a replay that ends at a position, document by document. Documents that events after it have
 * changed are left out: they are ahead, not wrong.
 */
export const compare = async (
  live: AsyncIterable<Compared>,
  replayed: ReadonlyMap<string, object>,
  until: bigint,
): Promise<Comparison> => {
  const differences: Difference[] = [];
  const seen = new Set<string>();
  let compared = 0;
  for await (const document of live) {
    seen.add(document._id);
    if (document.position > until) continue;
    compared += 1;
    const expected = replayed.get(document._id);
    if (!expected) differences.push({ id: document._id, what: 'is in the live collection only' });
    else if (canonicalHash(expected) !== canonicalHash(document)) differences.push({ id: document._id, what: 'differs' });
  }
  for (const id of replayed.keys()) if (!seen.has(id)) differences.push({ id, what: 'is missing from the live collection' });
  return { compared, differences };
};
