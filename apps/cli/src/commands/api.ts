import { Command } from 'commander';
import { createApi } from '../../../api/src/app';
import { openFoundations } from '@usance/platform';
import { loggerOf, serversToJoin, settings } from '../system/settings';
import { toldToStop } from '../system/until-told-to-stop';

export const apiCommand = (): Command =>
  new Command('api')
    .description('run an api alone; as many as are wanted, beside one worker')
    .addHelpText(
      'after',
      '\nJoins USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL, else the system that runs on the data directory.\n' +
        'The business day is that of the log: moved by hand if it ever was, whatever the settings here say.',
    )
    .action(async () => {
      const config = settings();
      const logger = loggerOf(config, 'api');
      const stopped = toldToStop();
      const foundations = await openFoundations(config, await serversToJoin(config), logger);
      const api = await createApi({ config, ...foundations, logger });
      process.stdout.write(`The api answers at ${await api.listen()}.\n`);
      await stopped;
      await api.close();
      await foundations.close();
    });
