import { setTimeout as pause } from 'node:timers/promises';

/** Where read models are, by name; one without a document yet may be absent. */
export type Positions = ReadonlyMap<string, bigint>;

interface Waiter {
  readonly names: readonly string[];
  readonly position: bigint;
  readonly deadline: number;
  readonly resolve: (reached: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const POLL_MS = 4;

/** Tells those who wait when read models have reached a position. Asks only while somebody waits, and once for all of them. */
export class PositionWatch {
  private readonly waiters = new Set<Waiter>();
  private asking = false;

  constructor(private readonly positionsOf: (names: readonly string[]) => Promise<Positions>) {}

  /** Whether all of the read models reach the position within so many milliseconds; with 0, whether they have. */
  async reached(names: readonly string[], position: bigint, waitMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiters.add({ names, position, deadline: performance.now() + waitMs, resolve, reject });
      if (!this.asking) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.waiters.size > 0) {
      const asked = [...this.waiters];
      try {
        const positions = await this.positionsOf([...new Set(asked.flatMap(({ names }) => names))]);
        for (const waiter of asked) this.answer(waiter, positions);
      } catch (error) {
        for (const waiter of asked) this.settle(waiter, () => waiter.reject(error));
      }
      if (this.waiters.size > 0) await pause(POLL_MS);
    }
    this.asking = false;
  }

  private answer(waiter: Waiter, positions: Positions): void {
    const reached = waiter.names.every((name) => (positions.get(name) ?? 0n) >= waiter.position);
    if (reached || performance.now() >= waiter.deadline) this.settle(waiter, () => waiter.resolve(reached));
  }

  private settle(waiter: Waiter, say: () => void): void {
    this.waiters.delete(waiter);
    say();
  }
}
