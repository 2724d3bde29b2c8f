import { FOLLOWED, type Foundations, type Logger } from '@usance/platform';
import { Bell, CLOCK, POLICIES, runSweeper, storedRows, Sweeper, type Deadline, type Followed } from '@usance/policies';
import { ProjectionHost, type HostLog, type ReadModelStatus } from '@usance/projections';

/** Keeps the read models level with the log, and carries out what falls due. */
export interface Worker {
  /** Resolves when every read model that is free is followed. */
  start(): Promise<void>;
  /** Finishes the pages and the commands under way, and lets another worker take over. */
  stop(): Promise<void>;
  status(): Promise<readonly ReadModelStatus[]>;
}

export interface WorkerOptions extends Omit<Foundations, 'close'> {
  readonly logger: Logger;
  /** Who holds the leases: a name that outlives the process gets them back at once after a crash. */
  readonly owner?: string;
}

/** However quiet it is, the sweeper looks once in so many milliseconds: another worker may have ended, the clock been set. */
const HEARTBEAT_MS = 5000;

export const createWorker = ({ eventStore, models, runner, sweeps, businessDay, logger, owner }: WorkerOptions): Worker => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const bell = new Bell(signal);
  const host = new ProjectionHost({
    models,
    store: eventStore,
    projections: FOLLOWED,
    log: hostLog(logger),
    owner,
    onApplied: () => bell.ring(),
    onChanged: (name, documents) => rowsOf.get(name)?.changed(documents),
  });
  let heartbeat: NodeJS.Timeout | undefined;
  let running: readonly Promise<void>[] = [];

  const beat = (): void => {
    const wait = Math.min(HEARTBEAT_MS, businessDay.untilNext());
    heartbeat = setTimeout(() => {
      bell.ring();
      beat();
    }, wait);
  };

  /** A day moved by hand, in this process or another, is acted on at once. */
  const watchDay = async (): Promise<void> => {
    for await (const _moves of eventStore.feed(0n, { signal, categories: [CLOCK.category] })) bell.ring();
  };

  /**
   * How far the rows of a policy are. Of several workers that one sweeps which keeps the rows of the first policy; what it does not keep
   * itself is as far as it is written.
   */
  const followed = async ({ rows }: Deadline): Promise<Followed> => {
    const held = host.position(rows.name);
    if (held !== undefined || rows === POLICIES[0].rows) return { position: held, here: true };
    return { position: (await models.open(rows)).position, here: false };
  };
  const swept = POLICIES.map((policy) => ({ policy, rows: storedRows(policy, models, () => followed(policy)) }));
  const rowsOf = new Map(swept.map(({ policy, rows }) => [policy.rows.name, rows]));

  const sweep = async (head: bigint): Promise<void> => {
    const sweeper = new Sweeper(
      swept,
      {
        today: () => businessDay.forSweep(),
        execute: (command) => runner.execute(command),
        read: (seller, { category, id }) => runner.read(category, seller, id),
        progress: sweeps,
        onRefused: ({ name: policy }, { _id: row, sendOn }, { name: command }, { code }) =>
          logger.warn({ policy, row, sendOn, command, code }, 'what fell due was refused'),
        onRetry: (error) => logger.warn({ err: error }, 'what fell due cannot be recorded yet; it is tried again'),
      },
      head,
    );
    await runSweeper(sweeper, bell, signal, {
      onTrouble: (error) => logger.error({ err: error }, 'the sweep was interrupted; it is tried again'),
      onWaiting: () => host.hurry(),
    });
  };

  return {
    start: async () => {
      const head = await eventStore.head();
      await host.start();
      running = [sweep(head), watchDay()];
      beat();
      logger.info({ readModels: FOLLOWED.map(({ name }) => name) }, 'the worker follows the log');
    },
    stop: async () => {
      clearTimeout(heartbeat);
      stopping.abort();
      await Promise.all(running);
      await host.stop();
    },
    status: () => models.status(FOLLOWED),
  };
};

const hostLog = (logger: Logger): HostLog => {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, { error, ...details }: Record<string, unknown> = {}): void =>
      logger[level]({ ...details, ...(error !== undefined && { err: error }) }, message);
  return { info: say('info'), warn: say('warn'), error: say('error') };
};
