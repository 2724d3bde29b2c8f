import { StoreUnavailable } from '@usance/event-store';
import { startEmbeddedPair, type EmbeddedPair } from '@usance/embedded';
import type { Config, Logger } from '@usance/platform';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createApi } from '../../../api/src/app';
import { openFoundations } from '@usance/platform';
import { createWorker } from '../../../worker/src/worker';
import { isAnswering, readEndpoints, removeEndpoints, writeEndpoints, type Endpoints } from '../endpoints';
import { Failure } from '../failure';
import { Shutdown } from './shutdown';

/** A whole system: api and worker in this process, and the embedded pair as its children unless other servers are configured. */
export interface System {
  readonly endpoints: Endpoints;
  /** Resolves, with what happened, when a server that it started has ended by itself. */
  readonly broken: Promise<string>;
  /** Finishes what was taken, and ends; each part within the limit. */
  stop(limitMs?: number): Promise<void>;
}

/** Starts a system and says where it answers in the data directory. Refuses when one answers there. */
export const startSystem = async (config: Config, logger: Logger): Promise<System> => {
  await mkdir(config.dataDir, { recursive: true });
  const other = await readEndpoints(config.dataDir).catch(() => undefined); // the servers lock the folder: no file has to
  if (other && (await isAnswering(other)))
    throw new Failure(`A system runs on ${config.dataDir} already: ${other.http} (process ${other.pids.up}).`);
  const { urls, pair } = await servers(config, logger);
  const shutdown = new Shutdown();
  if (pair) shutdown.add('the embedded servers', () => pair.stop());
  try {
    const foundations = await openFoundations(config, urls, logger);
    shutdown.add('the connections', () => foundations.close());
    const owner = pair && `up@${resolve(config.dataDir)}`; // the servers lock the folder: there is no other
    const worker = createWorker({ ...foundations, logger, owner });
    await worker.start();
    shutdown.add('the worker', () => worker.stop());
    const api = await createApi({ config, ...foundations, logger });
    shutdown.add('the api', () => api.close());
    const http = await api.listen();
    const pids = { up: process.pid, ...pair?.pids };
    const endpoints = { http, eventstore: urls.eventStoreUrl, mongodb: urls.mongodbUrl, pids };
    await writeEndpoints(config.dataDir, endpoints);
    shutdown.add('endpoints.json', () => removeEndpoints(config.dataDir));
    return { endpoints, broken: brokenOf(pair), stop: (limitMs) => shutdown.run(limitMs) };
  } catch (error) {
    await shutdown.run().catch((fault: Error) => logger.warn({ err: fault }, 'the start failed, and so did its undoing'));
    if (error instanceof StoreUnavailable) throw new Failure(`The event store cannot be used: ${error.message}`);
    if (isPortTaken(error)) throw new Failure(`Port ${config.port} is taken: set PORT to another one, or to 0 for any.`);
    throw error;
  }
};

interface Servers {
  readonly urls: { readonly eventStoreUrl: string; readonly mongodbUrl: string };
  readonly pair?: EmbeddedPair;
}

const servers = async ({ eventStoreUrl, mongodbUrl, dataDir }: Config, logger: Logger): Promise<Servers> => {
  if (eventStoreUrl && mongodbUrl) return { urls: { eventStoreUrl, mongodbUrl } };
  if (eventStoreUrl || mongodbUrl)
    throw new Failure('Set both USANCE_EVENTSTORE_URL and USANCE_MONGODB_URL, or neither for the embedded servers.');
  const log = (line: string): void => logger.info({ server: line }, 'embedded server');
  const pair = await startEmbeddedPair({ dataDir, log }).catch((error: Error) => {
    throw new Failure(`The embedded servers cannot start on ${dataDir}: ${error.message}`);
  });
  return { urls: { eventStoreUrl: pair.eventStoreUrl, mongodbUrl: pair.mongoUrl }, pair };
};

const brokenOf = (pair: EmbeddedPair | undefined): Promise<string> =>
  new Promise((resolveWith) =>
    pair?.onExit((which, code) => resolveWith(`The embedded server for ${which} ended (${code ?? 'killed'}).`)),
  );

const isPortTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
