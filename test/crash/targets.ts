import { startCluster } from '../support/cluster';
import { startSystem } from '../support/system';
import { FIRST_DAY } from './workload';

/** One process killed with SIGKILL, and started again. */
export interface Fault {
  readonly victim: string;
  strike(): Promise<void>;
}

/** A running system, and what can go wrong with it. */
export interface Target {
  /** An api; another one each time when there are several. */
  url(): string;
  eventstore(): Promise<string>;
  /** For a tool that joins it. */
  settings(): Promise<Readonly<Record<string, string>>>;
  readonly faults: readonly Fault[];
  /** The process that does what falls due. */
  readonly dayKeeper: Fault;
  stop(): Promise<void>;
}

/** `usance up`: api and worker in one process, the embedded pair as its children. */
export const oneSystem = async (): Promise<Target> => {
  const system = await startSystem({ businessDay: FIRST_DAY });
  const fault = (victim: 'up' | 'eventstore' | 'documents'): Fault => ({
    victim,
    strike: async () => {
      await system.kill(victim);
      await system.restart();
    },
  });
  const dayKeeper = fault('up');
  return {
    url: () => system.url,
    eventstore: async () => (await system.endpoints()).eventstore,
    settings: async () => {
      const { eventstore, mongodb } = await system.endpoints();
      return { USANCE_EVENTSTORE_URL: eventstore, USANCE_MONGODB_URL: mongodb, USANCE_DATA_DIR: system.dataDir };
    },
    faults: [dayKeeper, fault('eventstore'), fault('documents')],
    dayKeeper,
    stop: async () => {
      await system.stop();
    },
  };
};

/** Two apis, a worker and the two servers, each in a process of its own. */
export const rolesApart = async (): Promise<Target> => {
  const cluster = await startCluster({ apis: 2, businessDay: FIRST_DAY });
  const faults = cluster.members.map((member) => ({
    victim: member.name,
    strike: async () => {
      await member.end('SIGKILL');
      await member.start();
    },
  }));
  const dayKeeper = faults.find(({ victim }) => victim.startsWith('worker'));
  if (!dayKeeper) throw new Error('a cluster without a worker');
  let turn = 0;
  return {
    url: () => cluster.apis[(turn += 1) % cluster.apis.length] ?? '',
    eventstore: () => Promise.resolve(cluster.eventstore),
    settings: () => Promise.resolve(cluster.settings),
    faults,
    dayKeeper,
    stop: () => cluster.stop(),
  };
};
