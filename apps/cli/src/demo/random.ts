/** Choices that are the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  /** A whole number from the first to the last, both included. */
  between(first: number, last: number): number;
  /** True so often. */
  chance(share: number): boolean;
  /** One of the choices, of which there is at least one. */
  pick<T>(choices: readonly T[]): T;
}

/** The mulberry32 generator: small, even enough for a sample, and the same on every machine. */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (first: number, last: number): number => first + Math.floor(unit() * (last - first + 1));
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[between(0, choices.length - 1)];
    if (choice === undefined) throw new Error('there is nothing to choose from');
    return choice;
  };
  return {
    unit,
    between,
    chance: (share) => unit() < share,
    pick,
  };
};
