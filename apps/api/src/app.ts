import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventStore, CommandRunner } from '@usance/event-store';
import { Metrics, nestLogger, type Config, type Logger } from '@usance/platform';
import type { ReadModels } from '@usance/projections';
import { ApiModule, type ApiFoundations } from './api.module';
import type { BusinessDay } from './business-day/business-day';
import { commandTable, mustMatch } from './commands/command-table';
import { watchRequests } from './http/access-log';
import { ProblemFilter } from './http/problem.filter';
import { createAdapter } from './http/server';
import { serveDocs } from './openapi';

/** How long requests may take to finish once the service stops. */
const GRACE_MS = 15_000;
const IDLE_CHECK_MS = 50;

export interface ApiOptions {
  readonly config: Pick<Config, 'host' | 'port'>;
  readonly runner: Pick<CommandRunner, 'execute'>;
  readonly eventStore: EventStore;
  readonly models: ReadModels;
  readonly businessDay: BusinessDay;
  readonly logger: Logger;
  /** The process's own when absent. */
  readonly metrics?: Metrics;
  /** How long a batch may rest in both directions before it is cut; a minute when absent. */
  readonly batchIdleMs?: number;
}

export interface Api {
  readonly app: NestFastifyApplication;
  /** Opens the port; answers the address, with the port that was found when 0 was asked for. */
  listen(): Promise<string>;
  /**
   * Takes no more connections, finishes what was taken, and cuts off what takes longer than a quarter of a minute. What the api stands
   * on stays open.
   */
  close(): Promise<void>;
}

/** The Nest application without docs and port. Fails when a command of the domain cannot be reached. */
export const createNestApp = async (foundations: ApiFoundations): Promise<NestFastifyApplication> => {
  mustMatch(commandTable);
  const { logger, metrics } = foundations;
  const adapter = createAdapter();
  watchRequests(adapter.getInstance(), logger, metrics);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.on(foundations), adapter, {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
};

/** The api: commands in, queries out. */
export const createApi = async ({ config, metrics = new Metrics(), ...foundations }: ApiOptions): Promise<Api> => {
  const app = await createNestApp({ ...foundations, metrics });
  serveDocs(app);
  await app.init();
  return {
    app,
    listen: async () => {
      await app.listen({ host: config.host, port: config.port });
      return addressOf(app, config.host);
    },
    close: () => closing(app.getHttpServer(), () => app.close()),
  };
};

/** Connections that fall idle while the last requests finish are closed, for clients would keep them open; what outlasts the grace is cut. */
const closing = async (server: Server, close: () => Promise<void>): Promise<void> => {
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  try {
    await close();
  } finally {
    clearInterval(idle);
    clearTimeout(grace);
  }
};

const addressOf = (app: NestFastifyApplication, host: string): string => {
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') throw new Error('the api listens on no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
};
