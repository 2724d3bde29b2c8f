import type { System } from './start-system';
import { Failure } from '../failure';

/** A promise of the first SIGTERM or SIGINT. */
export const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });

/** Runs until told to stop, then ends the system; a server that ends by itself takes the system with it. */
export const untilToldToStop = async (system: System): Promise<void> => {
  const broken = await Promise.race([toldToStop(), system.broken]);
  await system.stop();
  if (typeof broken === 'string') throw new Failure(`${broken} The rest has been stopped; start it again to go on.`);
};
