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
