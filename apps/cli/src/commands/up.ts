import { Command } from 'commander';
import { loggerOf, settings } from '../system/settings';
import { startSystem } from '../system/start-system';
import { untilToldToStop } from '../system/until-told-to-stop';

const HELP = `
Settings, from the environment: PORT (3000), HOST (127.0.0.1), USANCE_DATA_DIR (./data), USANCE_EVENTSTORE_URL and
USANCE_MONGODB_URL (the embedded servers when absent), USANCE_BUSINESS_DAY (the day stands still until "usance day" moves it, from
then on and for good on these data, with the setting or without; else it is the calendar day in USANCE_TIMEZONE, UTC), LOG_LEVEL (info).
While it runs, <data dir>/endpoints.json says where it answers.`;

export const upCommand = (): Command =>
  new Command('up')
    .description('run the whole system: api, worker, and the embedded servers unless others are configured')
    .addHelpText('after', HELP)
    .action(async () => {
      const config = settings();
      const system = await startSystem(config, loggerOf(config, 'up'));
      const { http } = system.endpoints;
      process.stdout.write(
        `Usance is up.\n  API     ${http}/v1\n  Docs    ${http}/docs\n  Health  ${http}/health/ready\nCtrl-C stops it.\n`,
      );
      await untilToldToStop(system);
    });
