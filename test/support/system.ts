import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersReady, member } from './member';
import { endStranger, freePort, USANCE } from './process';

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
  /** Ends one of its processes and waits until it is gone, and `up` with it, which does not go on without its servers. */
  kill(which: 'up' | 'eventstore' | 'documents', signal?: NodeJS.Signals): Promise<void>;
  /** Starts `up` again when it does not run, on the same data and port, and waits until it is ready. */
  restart(): Promise<void>;
  /** Asks it to end, waits, and gives its exit code. A folder that was made for it is removed. */
  stop(): Promise<number | NodeJS.Signals>;
  /** What it has printed. */
  output(): string;
}

export interface SystemOptions {
  /** A temporary folder when absent. */
  readonly dataDir?: string;
  /** Stands still until it is moved; the clock's when absent. */
  readonly businessDay?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'usance-test-'));

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Starts a whole system and waits until it is ready. */
export const startSystem = async ({ dataDir, businessDay, env = {} }: SystemOptions = {}): Promise<System> => {
  const folder = dataDir ?? (await temporaryFolder());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const day: Record<string, string> = businessDay === undefined ? {} : { USANCE_BUSINESS_DAY: businessDay };
  const settings = { PORT: String(port), USANCE_DATA_DIR: folder, LOG_LEVEL: 'warn', ...day, ...env };
  const up = member({ name: 'up', script: USANCE, args: ['up'], settings, isReady: () => answersReady(url) });
  const endpoints = async (): Promise<Endpoints> =>
    JSON.parse(await readFile(join(folder, 'endpoints.json'), 'utf8')) as Endpoints;
  await up.start();
  return {
    url,
    dataDir: folder,
    endpoints,
    output: () => up.output(),
    kill: async (which, signal = 'SIGKILL') => {
      if (which === 'up') return void (await up.end(signal));
      await endStranger((await endpoints()).pids[which], signal);
      await up.ended();
    },
    restart: () => up.start(),
    stop: async () => {
      const end = await up.end('SIGTERM');
      if (!dataDir) await removeFolder(folder);
      return end;
    },
  };
};
