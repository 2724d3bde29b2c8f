import { setTimeout as pause } from 'node:timers/promises';

export interface LevelOptions {
  /** Told at each look how much of the way is done, in percent. */
  readonly onProgress: (percent: number) => void;
  readonly signal?: AbortSignal;
  /** How long to wait while nothing gets on. Default 60,000. */
  readonly patienceMs?: number;
}

const PAUSE_MS = 100;

/**
 * Waits until every read model has reached the position. Answers whether they have: not when the slowest stands still, or is not
 * told of, for longer than patience, nor when the signal aborts.
 */
export const untilLevel = async (
  http: string,
  position: bigint,
  { onProgress, signal, patienceMs = 60_000 }: LevelOptions,
): Promise<boolean> => {
  let first: bigint | undefined;
  let last: bigint | undefined;
  for (let progressAt = performance.now(); !signal?.aborted && performance.now() - progressAt < patienceMs;) {
    const slowest = await slowestIn(http);
    if (slowest !== undefined) {
      first ??= slowest;
      onProgress(slowest >= position ? 100 : Number(((slowest - first) * 100n) / (position - first)));
      if (slowest >= position) return true;
      if (slowest !== last) progressAt = performance.now();
      last = slowest;
    }
    await pause(PAUSE_MS);
  }
  return false;
};

/** The position of the read model that is furthest behind; undefined when the api cannot tell. */
const slowestIn = async (http: string): Promise<bigint | undefined> => {
  try {
    const { projections } = (await (await fetch(new URL('/health/ready', http))).json()) as {
      projections: readonly { readonly position: string }[];
    };
    const [lowest] = projections.map(({ position }) => BigInt(position)).sort((one, other) => (one < other ? -1 : 1));
    return lowest;
  } catch {
    return undefined;
  }
};
