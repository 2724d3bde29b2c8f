import { ConfigError, createLogger, loadConfig, openFoundations } from '@usance/platform';
import { createApi } from './app';

/** An api of its own, beside others and a worker, on servers that run elsewhere. */
const main = async (): Promise<void> => {
  const config = loadConfig(process.env);
  const { eventStoreUrl, mongodbUrl } = config;
  if (!eventStoreUrl || !mongodbUrl)
    throw new ConfigError(['An api of its own needs USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL.']);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const logger = createLogger(config.logLevel, 'api');
  const foundations = await openFoundations(config, { eventStoreUrl, mongodbUrl }, logger);
  const api = await createApi({ config, ...foundations, logger });
  logger.info({ address: await api.listen() }, 'the api answers');
  await stopped;
  await api.close();
  await foundations.close();
};

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
