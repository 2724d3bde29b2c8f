import { CommandRunner, connectEventStore, StoreUnavailable } from '@usance/event-store';
import { ConfigError, createLogger, loadConfig } from '@usance/platform';
import { openBusinessDay, Sweeps } from '@usance/policies';
import { connectReadModels, READ_MODELS, snapshotStore } from '@usance/projections';
import { createApi } from './app';

/** How long what is recorded may take to show in every read model. */
const PROJECTED_WITHIN_MS = 60_000;

/** An api of its own, beside others and a worker, on servers that run elsewhere. */
const main = async (): Promise<void> => {
  const config = loadConfig(process.env);
  const { eventStoreUrl, mongodbUrl, businessDay: setting, timezone } = config;
  if (!eventStoreUrl || !mongodbUrl)
    throw new ConfigError(['An api of its own needs USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL.']);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const logger = createLogger(config.logLevel, 'api');
  const warn = (message: string, details: Record<string, unknown>): void => logger.warn(details, message);
  const models = await connectReadModels(mongodbUrl);
  const eventStore = connectEventStore(eventStoreUrl, { warn });
  const runner = new CommandRunner({ store: eventStore, snapshots: snapshotStore(models, warn), warn });
  const projected = async (position: bigint): Promise<void> => {
    const names = READ_MODELS.map(({ name }) => name);
    if (!(await models.waitFor(names, position, PROJECTED_WITHIN_MS)))
      throw new StoreUnavailable('the read models do not follow the log');
  };
  const businessDay = await openBusinessDay({ store: eventStore, setting, timezone, sweeps: new Sweeps(models.db), projected });
  const api = await createApi({ config, runner, eventStore, models, businessDay, logger });
  logger.info({ address: await api.listen() }, 'the api answers');
  await stopped;
  await api.close();
  await runner.close();
  await eventStore.close();
  await models.close();
};

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
