import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from './failure';

/** Where a running system answers: `<data dir>/endpoints.json`, so that a second api or a tool can join it. */
export interface Endpoints {
  readonly http: string;
  readonly eventstore: string;
  readonly mongodb: string;
  /** Process ids; of the servers only when they are the embedded ones. */
  readonly pids: { readonly up: number; readonly eventstore?: number; readonly documents?: number };
}

const PATIENCE_MS = 2_000;

const fileIn = (dataDir: string): string => join(dataDir, 'endpoints.json');

/** Writes the file whole or not at all. */
export const writeEndpoints = async (dataDir: string, endpoints: Endpoints): Promise<void> => {
  const temporary = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(temporary, fileIn(dataDir));
};

export const removeEndpoints = (dataDir: string): Promise<void> => rm(fileIn(dataDir), { force: true });

/**
 * The system that runs on the data directory; undefined when none does, be it that a killed one left its file behind. A file that
 * cannot be read is a Failure that names it.
 */
export const readEndpoints = async (dataDir: string): Promise<Endpoints | undefined> => {
  const file = fileIn(dataDir);
  try {
    const endpoints = endpointsIn(await readFile(file, 'utf8'));
    return isAlive(endpoints.pids.up) ? endpoints : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Failure(`${file} cannot be read: ${(error as Error).message}. A start of the system writes it anew.`);
  }
};

/** Whether a system answers there: the process may be another program that was given the number of a killed one. */
export const isAnswering = async ({ http }: Endpoints): Promise<boolean> => {
  try {
    const answer = await fetch(new URL('/health/live', http), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return ((await answer.json()) as { status?: unknown }).status === 'live';
  } catch {
    return false;
  }
};

const endpointsIn = (text: string): Endpoints => {
  const endpoints = JSON.parse(text) as Partial<Endpoints> | null;
  if (typeof endpoints?.http !== 'string' || typeof endpoints.pids?.up !== 'number') throw new Error('It names no system');
  return endpoints as Endpoints;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
