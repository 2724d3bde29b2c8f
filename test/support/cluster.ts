import { join } from 'node:path';
import { answersReady, member, type Member } from './member';
import { built, freePort, USANCE } from './process';
import { removeFolder, temporaryFolder } from './system';

/** Each role in a process of its own: the two servers, several apis, workers. As in production, but for the servers. */
export interface Cluster {
  readonly members: readonly Member[];
  /** Addresses of the apis. */
  readonly apis: readonly string[];
  readonly eventstore: string;
  readonly mongodb: string;
  /** For the command line, so that it joins the cluster. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly apis: number;
  readonly workers?: number;
  readonly businessDay?: string;
}

const server = (name: string, folder: string, dataDir: string, port: number): Member =>
  member({
    name,
    script: built(`libs/embedded/src/${folder}/main.ts`),
    args: ['--data-dir', join(dataDir, name), '--port', String(port)],
    settings: {},
    isReady: (child) => child.output().includes('listening '),
  });

const api = async (name: string, settings: Readonly<Record<string, string>>): Promise<[Member, string]> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const all = { ...settings, PORT: String(port) };
  return [member({ name, script: USANCE, args: ['api'], settings: all, isReady: () => answersReady(url) }), url];
};

const worker = (name: string, settings: Readonly<Record<string, string>>): Member =>
  member({ name, script: USANCE, args: ['worker'], settings, isReady: (child) => child.output().includes('follows the log') });

const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);

/** Starts a cluster and waits until every process is ready. */
export const startCluster = async ({ apis, workers = 1, businessDay }: ClusterOptions): Promise<Cluster> => {
  const folder = await temporaryFolder();
  const [eventStorePort, documentsPort] = [await freePort(), await freePort()];
  const eventstore = `esdb://127.0.0.1:${eventStorePort}?tls=false`;
  const mongodb = `mongodb://127.0.0.1:${documentsPort}`;
  const settings = {
    USANCE_EVENTSTORE_URL: eventstore,
    USANCE_MONGODB_URL: mongodb,
    USANCE_DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ...(businessDay !== undefined && { USANCE_BUSINESS_DAY: businessDay }),
  };
  const servers = [
    server('eventstore', 'event-store-server', folder, eventStorePort),
    server('documents', 'document-server', folder, documentsPort),
  ];
  const apiRoles = await Promise.all(numbered('api', apis).map((name) => api(name, settings)));
  const workerRoles = numbered('worker', workers).map((name) => worker(name, settings));
  const roles = [...workerRoles, ...apiRoles.map(([process]) => process)];
  await Promise.all(servers.map((process) => process.start()));
  await Promise.all(roles.map((process) => process.start()));
  return {
    members: [...servers, ...roles],
    apis: apiRoles.map(([, url]) => url),
    eventstore,
    mongodb,
    settings,
    stop: async () => {
      const ends = await Promise.allSettled(roles.map((process) => process.end('SIGTERM')));
      await Promise.all(servers.map((process) => process.end('SIGTERM')));
      await removeFolder(folder);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
};
