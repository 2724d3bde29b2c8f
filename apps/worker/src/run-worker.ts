import { openFoundations, type Config, type Logger } from '@usance/platform';
import { createWorker } from './worker';

/** Runs a worker until the signal aborts. `ready` is told when it follows the log, or stands by for one that does. */
export const runWorker = async (
  config: Config,
  urls: { readonly eventStoreUrl: string; readonly mongodbUrl: string },
  logger: Logger,
  { signal, ready }: { readonly signal: AbortSignal; readonly ready: () => void },
): Promise<void> => {
  const foundations = await openFoundations(config, urls, logger);
  const worker = createWorker({ ...foundations, logger });
  await worker.start();
  ready();
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  logger.info({}, 'the worker finishes what it took');
  await worker.stop();
  await foundations.close();
};
