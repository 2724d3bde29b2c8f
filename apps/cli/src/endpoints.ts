import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a running system answers: `<data dir>/endpoints.json`, so that a second api or a tool can join it. */
export interface Endpoints {
  readonly http: string;
  readonly eventstore: string;
  readonly mongodb: string;
  /** Process ids; of the servers only when they are the embedded ones. */
  readonly pids: { readonly up: number; readonly eventstore?: number; readonly documents?: number };
}

const fileIn = (dataDir: string): string => join(dataDir, 'endpoints.json');

/** Writes the file whole or not at all. */
export const writeEndpoints = async (dataDir: string, endpoints: Endpoints): Promise<void> => {
  const temporary = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(temporary, fileIn(dataDir));
};

export const removeEndpoints = (dataDir: string): Promise<void> => rm(fileIn(dataDir), { force: true });

/** The system that runs on the data directory; undefined when none does, be it that a killed one left its file behind. */
export const readEndpoints = async (dataDir: string): Promise<Endpoints | undefined> => {
  let text: string;
  try {
    text = await readFile(fileIn(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const endpoints = JSON.parse(text) as Endpoints;
  return isAlive(endpoints.pids.up) ? endpoints : undefined;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
