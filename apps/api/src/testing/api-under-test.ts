import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Answer, Command, EventStore } from '@usance/event-store';
import { createLogger, Metrics } from '@usance/platform';
import type { ReadModels } from '@usance/projections';
import { createApi, type Api } from '../app';
import type { BusinessDay } from '../business-day/business-day';

/** What stands in for the system behind the edge. What is not given fails the test that touches it. */
export interface Behind {
  execute?: (command: Command) => Promise<Answer>;
  eventStore?: Partial<EventStore>;
  models?: Partial<Pick<ReadModels, 'waitFor' | 'ping' | 'status' | 'open' | 'inTime'>>;
  businessDay?: Partial<BusinessDay>;
  batchIdleMs?: number;
}

/** The api on a runner that says yes to everything and remembers what it was sent. */
export interface ApiUnderTest extends Api {
  readonly app: NestFastifyApplication;
  /** Every command that reached the runner. */
  readonly commands: Command[];
  readonly log: string[];
}

const forbidden = (what: string) => (): never => {
  throw new Error(`the test did not expect ${what}`);
};

export const yes = ({ seller, name, commandId }: Command): Answer => ({
  commandId,
  stream: `account-${seller}.B1`,
  revision: 0n,
  position: 42n,
  events: [{ id: '00000000-0000-5000-8000-000000000000', type: `${name}Happened` }],
  data: forbidden('the data of events'),
  repeated: false,
});

export const startApi = async ({
  execute,
  eventStore = {},
  models = {},
  businessDay = {},
  batchIdleMs,
}: Behind = {}): Promise<ApiUnderTest> => {
  const commands: Command[] = [];
  const log: string[] = [];
  const api = await createApi({
    config: { host: '127.0.0.1', port: 0 },
    runner: {
      execute: (command) => {
        commands.push(command);
        return execute ? execute(command) : Promise.resolve(yes(command));
      },
    },
    eventStore: { ping: forbidden('ping'), head: forbidden('head'), read: forbidden('read'), ...eventStore } as EventStore,
    models: { ping: forbidden('ping'), waitFor: forbidden('waitFor'), status: forbidden('status'), ...models } as ReadModels,
    businessDay: {
      today: () => Promise.resolve('2026-03-31'),
      mode: () => Promise.resolve('manual'),
      moveTo: forbidden('moveTo'),
      ...businessDay,
    },
    logger: createLogger('info', 'api', { write: (line) => void log.push(line) }),
    metrics: new Metrics({ runtime: false }),
    batchIdleMs,
  });
  await api.app.getHttpAdapter().getInstance().ready();
  return Object.assign(api, { commands, log });
};

export const invoice = {
  buyerId: 'B1',
  invoiceId: 'I1',
  amount: { amount: '100.00', currency: 'EUR' },
  issuedOn: '2026-03-01',
  dueOn: '2026-03-31',
};

export const post = (
  { app }: Api,
  command: string,
  payload: unknown,
  headers: Record<string, string> = {},
): ReturnType<NestFastifyApplication['inject']> =>
  app.inject({
    method: 'POST',
    url: `/v1/sellers/acme/commands/${command}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  });
