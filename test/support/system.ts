import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
import { get } from './http';
import { endStranger, freePort, start, USANCE } from './process';

/** What a running system says of itself. */
export interface Endpoints {
  readonly http: string;
  readonly eventstore: string;
  readonly mongodb: string;
  readonly pids: { readonly up: number; readonly eventstore: number; readonly documents: number };
}

/** A whole system in processes of its own: `usance up`, with the embedded pair as its children. */
export interface System {
  readonly url: string;
  readonly dataDir: string;
  endpoints(): Promise<Endpoints>;
  /** Kills one of its processes and waits until it is gone. */
  kill(which: 'up' | 'eventstore' | 'documents', signal?: NodeJS.Signals): Promise<void>;
  /** Starts `up` again when it does not run, on the same data and port, and waits until it is ready. */
  restart(): Promise<void>;
  /** Asks it to end, waits, and gives its exit code. A folder that was made for it is removed. */
  stop(): Promise<number | NodeJS.Signals>;
  /** What its processes have printed. */
  output(): string;
}

export interface SystemOptions {
  /** A temporary folder when absent. */
  readonly dataDir?: string;
  /** Stands still until it is moved; the clock's when absent. */
  readonly businessDay?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder for a test's data, which the operating system forgets if the test does. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'usance-test-'));

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await get(url, '/health/ready')).status === 200;
  } catch (error) {
    if (error instanceof TypeError) return false; // no connection
    throw error;
  }
};

/** Starts a whole system and waits until it is ready. */
export const startSystem = async ({ dataDir, businessDay, env = {} }: SystemOptions = {}): Promise<System> => {
  const folder = dataDir ?? (await temporaryFolder());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    USANCE_DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ...(businessDay && { USANCE_BUSINESS_DAY: businessDay }),
    ...env,
  };
  let printed = '';
  let up = start(USANCE, ['up'], settings);
  const output = (): string => printed + up.output();

  const becomesReady = async (): Promise<void> => {
    await eventually(`${url} is ready`, async () => {
      if (!up.isRunning()) throw new Error(`usance up ended:\n${output().slice(-4000)}`);
      return isReady(url);
    });
  };
  const endpoints = async (): Promise<Endpoints> =>
    JSON.parse(await readFile(join(folder, 'endpoints.json'), 'utf8')) as Endpoints;

  await becomesReady();
  return {
    url,
    dataDir: folder,
    endpoints,
    output,
    kill: async (which, signal = 'SIGKILL') => {
      const { pids } = await endpoints();
      if (which === 'up') await up.end(signal);
      else await endStranger(pids[which], signal);
    },
    restart: async () => {
      if (!up.isRunning()) {
        printed = output();
        up = start(USANCE, ['up'], settings);
      }
      await becomesReady();
    },
    stop: async () => {
      const end = await up.end('SIGTERM');
      if (!dataDir) await rm(folder, { recursive: true, force: true });
      return end;
    },
  };
};
