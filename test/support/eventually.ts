import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is neither undefined nor false, and gives it. Fails after the deadline (milliseconds),
 * saying what was awaited; an error of the question's own fails at once.
 */
export const eventually = async <T>(
  awaited: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 30_000,
): Promise<T> => {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`${awaited}: not within ${deadlineMs / 1000} s`);
    await pause(25);
  }
};
