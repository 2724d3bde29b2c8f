/** Wakes the one who waits; a ring while nobody waits is kept, so none is missed. The end of the signal rings too. */
export class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.ring(), { once: true });
  }

  /** Wakes whoever waits, or the next who will. */
  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Resolves at the next ring, or at once when one came since the last; rings by itself after so many milliseconds, if any. */
  async heard(withinMs?: number): Promise<void> {
    const timer = withinMs === undefined ? undefined : setTimeout(() => this.ring(), withinMs);
    if (!this.rung) await new Promise<void>((resolve) => (this.wake = resolve));
    clearTimeout(timer);
    this.rung = false;
    this.wake = undefined;
  }
}
