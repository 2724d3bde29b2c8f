import type { System } from './start-system';
import { Failure } from '../failure';

/** A promise of the first SIGTERM or SIGINT. */
export const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });

/** Without one of its servers nothing that is under way can be finished. */
const WITHOUT_A_SERVER_MS = 1_000;

/** Runs until told to stop, then ends the system; a server that ends by itself takes the system with it. */
export const untilToldToStop = async (system: System): Promise<void> => {
  const broken = await Promise.race([toldToStop(), system.broken]);
  if (typeof broken !== 'string') return system.stop();
  const rest = await system.stop(WITHOUT_A_SERVER_MS).then(
    () => 'The rest has been stopped.',
    (fault: Failure) => fault.message,
  );
  throw new Failure(`${broken} ${rest} Start it again to go on.`);
};
