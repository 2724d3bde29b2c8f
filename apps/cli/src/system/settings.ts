import { ConfigError, createLogger, loadConfig, type Config, type Logger } from '@usance/platform';
import { readEndpoints } from '../endpoints';
import { Failure } from '../failure';

/** The settings from the environment. A bad one is a Failure that says which. */
export const settings = (overrides: Readonly<Record<string, string | undefined>> = {}): Config => {
  try {
    return loadConfig({ ...process.env, ...overrides });
  } catch (error) {
    if (error instanceof ConfigError) throw new Failure(error.message);
    throw error;
  }
};

/** Logs go to standard error, so that standard output is what was asked for. */
export const loggerOf = ({ logLevel }: Config, name: string): Logger => createLogger(logLevel, name, process.stderr);

/** The two servers to join: the configured ones, else those of the system that runs on the data directory. */
export const serversToJoin = async ({
  eventStoreUrl,
  mongodbUrl,
  dataDir,
}: Config): Promise<{ eventStoreUrl: string; mongodbUrl: string }> => {
  if (eventStoreUrl && mongodbUrl) return { eventStoreUrl, mongodbUrl };
  const endpoints = await readEndpoints(dataDir);
  if (!endpoints)
    throw new Failure(
      `No system runs on ${dataDir}. Set USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL, or start one with "usance up".`,
    );
  return { eventStoreUrl: eventStoreUrl ?? endpoints.eventstore, mongodbUrl: mongodbUrl ?? endpoints.mongodb };
};
