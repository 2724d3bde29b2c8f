import { BUSINESS_DAY } from '@usance/domain';
import { CommandRunner, connectEventStore, StoreUnavailable, Watch, type EventStore } from '@usance/event-store';
import { countParked, openBusinessDay, POLICIES, Sweeps, type BusinessDay } from '@usance/policies';
import { connectReadModels, READ_MODELS, snapshotStore, type Projection, type ReadModels } from '@usance/projections';
import type { Config } from './config/config';
import type { Logger } from './logging/logger';
import type { ParkedDeadlines } from './metrics/metrics';

/** What every role stands on: the log, the read side, the rules, and the day. */
export interface Foundations {
  readonly eventStore: EventStore;
  readonly models: ReadModels;
  readonly runner: CommandRunner;
  readonly sweeps: Sweeps;
  readonly businessDay: BusinessDay;
  /** Finishes the commands that were taken, and disconnects. */
  close(): Promise<void>;
}

/** Everything that follows the log: what queries are answered from, and the rows of what falls due. */
export const FOLLOWED: readonly Projection[] = [...READ_MODELS, ...POLICIES.map(({ rows }) => rows)];

/** The deadlines that are set aside, by policy and reason. */
export const parkedDeadlines = async (models: ReadModels): Promise<ParkedDeadlines[]> => {
  const parked = await Promise.all(
    POLICIES.map(async (policy) =>
      [...(await countParked(policy, models))].map(([reason, count]) => ({ policy: policy.name, reason, count })),
    ),
  );
  return parked.flat();
};

/**
 * What rules look at and changes seldom: it is watched, so that looking costs nothing. An account changes with every invoice; who looks
 * at one reads it.
 */
const WATCHED = ['buyer', 'settings', 'country', 'index', 'merges', BUSINESS_DAY.category];

/** How long what is recorded may take to show in every read model. */
const PROJECTED_WITHIN_MS = 60_000;

/** Connects to the two servers. Fails when one does not answer. */
export const openFoundations = async (
  { businessDay: setting, timezone }: Pick<Config, 'businessDay' | 'timezone'>,
  urls: { readonly eventStoreUrl: string; readonly mongodbUrl: string },
  logger: Logger,
): Promise<Foundations> => {
  const warn = (message: string, details: Record<string, unknown>): void => logger.warn(details, message);
  const models = await connectReadModels(urls.mongodbUrl);
  const eventStore = connectEventStore(urls.eventStoreUrl, { warn });
  const sweeps = new Sweeps(models.db);
  const names = READ_MODELS.map(({ name }) => name);
  const projected = async (position: bigint): Promise<void> => {
    if (!(await models.waitFor(names, position, PROJECTED_WITHIN_MS)))
      throw new StoreUnavailable('the read models do not follow the log');
  };
  const watch = await Watch.start(eventStore, WATCHED);
  const businessDay = await openBusinessDay({ store: eventStore, watch, setting, timezone, sweeps, projected });
  const elsewhere = { [BUSINESS_DAY.category]: (forSure: boolean) => businessDay.seen(forSure) };
  const runner = new CommandRunner({ store: eventStore, snapshots: snapshotStore(models, warn), watch, elsewhere, warn });
  const close = async (): Promise<void> => {
    await runner.close();
    await watch.close();
    await eventStore.close();
    await models.close();
  };
  return { eventStore, models, runner, sweeps, businessDay, close };
};
