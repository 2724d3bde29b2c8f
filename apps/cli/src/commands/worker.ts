import { Command } from 'commander';
import { runWorker } from '../../../worker/src/run-worker';
import { loggerOf, serversToJoin, settings } from '../system/settings';
import { toldToStop } from '../system/until-told-to-stop';

export const workerCommand = (): Command =>
  new Command('worker')
    .description('run a worker alone: read models, and what falls due; a second one stands by for the first')
    .addHelpText(
      'after',
      '\nJoins USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL, else the system that runs on the data directory.\n' +
        'The business day is that of the log: moved by hand if it ever was, whatever the settings here say.',
    )
    .action(async () => {
      const config = settings();
      const stop = new AbortController();
      void toldToStop().then(() => stop.abort());
      const ready = (): void => void process.stdout.write('The worker follows the log.\n');
      await runWorker(config, await serversToJoin(config), loggerOf(config, 'worker'), { signal: stop.signal, ready });
    });
