const STEPS = 512;

/** Lets others have their turn, now and then, in a loop that finds everything in memory. */
export class Breather {
  private steps = 0;

  /** Call at each step. */
  breathe(): Promise<void> | undefined {
    if (++this.steps % STEPS !== 0) return undefined;
    return new Promise((turn) => setImmediate(turn));
  }
}
