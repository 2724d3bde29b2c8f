/** So many workers, each starting its next piece when the one before is done. Answers pieces a second. */
export const closedLoop = async (
  concurrency: number,
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> => {
  let next = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (count / (performance.now() - started)) * 1000;
};

/** Pieces at a fixed rate, whether or not those before are done. Answers how long each took from when it should have begun, in ms. */
export const openLoop = async (perSecond: number, count: number, work: (index: number) => Promise<number>): Promise<number[]> => {
  const started = performance.now();
  const pieces: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = started + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pieces.push(work(index));
  }
  return Promise.all(pieces);
};

/** The value that so many hundredths of the values do not exceed. */
export const percentile = (values: readonly number[], hundredths: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((hundredths / 100) * sorted.length) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 50);

/** How long the work takes, in ms. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
