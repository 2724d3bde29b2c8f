import { setTimeout as pause } from 'node:timers/promises';
import type { Bell } from './bell';
import type { Sweeper } from './sweeper';

const LONGEST_PAUSE_MS = 5000;

/** Rows of which some are another worker's to keep ring no bell here when they have followed. */
const LOOK_AGAIN_MS = 250;

/**
 * Sweeps whenever the bell rings, until the signal aborts. A server that is away is tried again, ever more slowly. `onWaiting`: the
 * sweep waits for its rows to follow the log.
 */
export const runSweeper = async (
  sweeper: Sweeper,
  bell: Bell,
  signal: AbortSignal,
  { onTrouble, onWaiting }: { readonly onTrouble: (error: unknown) => void; readonly onWaiting?: () => void },
): Promise<void> => {
  let wait = 50;
  while (!signal.aborted) {
    try {
      const outcome = await sweeper.sweep(signal);
      if (outcome === 'waiting') onWaiting?.();
      if (outcome !== 'more') await bell.heard(outcome === 'waiting' ? LOOK_AGAIN_MS : undefined);
      wait = 50;
    } catch (error) {
      if (signal.aborted) return;
      onTrouble(error);
      await pause(wait, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      wait = Math.min(LONGEST_PAUSE_MS, wait * 2);
    }
  }
};
