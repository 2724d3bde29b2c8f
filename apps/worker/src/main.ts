import { ConfigError, createLogger, loadConfig } from '@usance/platform';
import { runWorker } from './run-worker';

const main = async (): Promise<void> => {
  const config = loadConfig(process.env);
  const { eventStoreUrl, mongodbUrl } = config;
  if (!eventStoreUrl || !mongodbUrl)
    throw new ConfigError(['A worker of its own needs USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL.']);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const logger = createLogger(config.logLevel, 'worker');
  await runWorker(config, { eventStoreUrl, mongodbUrl }, logger, { signal: stop.signal, ready: () => undefined });
};

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
