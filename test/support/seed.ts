import { randomFrom, type Random } from '../../apps/cli/src/demo/random';

/** Of the choices that a test makes: another one every time, or the one that `SEED` gives, to see a failure again. */
export const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** The choices, and how to have them again; put it into the test's name, so that a failure says it. */
export const seeded = (): { random: Random; again: string } => ({ random: randomFrom(SEED), again: `SEED=${SEED}` });
