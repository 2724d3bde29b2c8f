import type { System } from './start-system';
import { Failure } from '../failure';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** npm passes a Ctrl-C on to a process that the terminal has told already: one that comes so soon after another is the same one. */
const ECHO_MS = 1_000;

/** A promise of the first SIGTERM or SIGINT. After a moment, a second one ends the process at once. */
export const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    const hear = (): void => {
      resolve();
      setTimeout(() => SIGNALS.forEach((signal) => process.off(signal, hear)), ECHO_MS).unref();
    };
    for (const signal of SIGNALS) process.on(signal, hear);
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
