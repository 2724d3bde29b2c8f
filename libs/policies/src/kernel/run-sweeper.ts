import { setTimeout as pause } from 'node:timers/promises';
import type { Bell } from './bell';
import type { DeadlineFields } from './deadline';
import type { Sweeper } from './sweeper';

const LONGEST_PAUSE_MS = 5000;

/** Sweeps whenever the bell rings, until the signal aborts. A server that is away is tried again, ever more slowly. */
export const runSweeper = async <Fields extends DeadlineFields>(
  sweeper: Sweeper<Fields>,
  bell: Bell,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): Promise<void> => {
  let wait = 50;
  while (!signal.aborted) {
    try {
      if ((await sweeper.sweep(signal)) !== 'more') await bell.heard();
      wait = 50;
    } catch (error) {
      if (signal.aborted) return;
      onTrouble(error);
      await pause(wait, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      wait = Math.min(LONGEST_PAUSE_MS, wait * 2);
    }
  }
};
