import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '@usance/event-store';
import { LEASE_MS, releaseLease, takeLease } from './lease';
import type { Projection } from './projection';
import { PoisonEvent, Projector } from './projector';
import { collectionName, type ReadModels } from './read-models';

/** Where a host says what happened. */
export interface HostLog {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

export interface ProjectionHostOptions {
  readonly models: ReadModels;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  readonly log: HostLog;
  /** Who holds the leases. One that outlives the process (a locked data directory, say) gets its leases back at once after a crash. */
  readonly owner?: string;
  /** Told after every page, when all that runs has taken it in. */
  readonly onApplied?: (position: bigint) => void;
}

/** Projectors that follow the log together. */
interface Group {
  readonly projectors: Set<Projector>;
  readonly abort: AbortController;
  done: Promise<void>;
}

const TEND_MS = 500;
const PAGE = 1_000;

/**
 * Runs read models: takes their leases, follows the log once for all of them, and stops the one that meets an event that it cannot
 * take in, and no other. A second host stands by and takes over what the first lets go.
 */
export class ProjectionHost {
  private readonly owner: string;
  private readonly stopping = new AbortController();
  private readonly groups = new Set<Group>();
  /** The collections that stopped on an event; a restart tries them again. */
  private readonly stopped = new Set<string>();
  private tending: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProjectionHostOptions) {
    this.owner = options.owner ?? randomUUID();
  }

  /** Resolves when everything that is free is running; goes on trying for the rest. */
  async start(): Promise<void> {
    await this.takeFree();
    this.tending = this.tend();
  }

  /** Finishes the pages under way, saves, and gives the leases back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.tending;
    const projectors = this.running();
    for (const group of this.groups) group.abort.abort();
    await Promise.all([...this.groups].map(({ done }) => done));
    await Promise.all(projectors.map(({ lease }) => releaseLease(this.options.models, lease)));
  }

  /** The lowest position that a read model of this host has reached; undefined when it runs none. */
  position(name?: string): bigint | undefined {
    return this.running()
      .filter(({ projection }) => name === undefined || projection.name === name)
      .reduce<bigint | undefined>(
        (least, { position }) => (least === undefined || position < least ? position : least),
        undefined,
      );
  }

  private running(): Projector[] {
    return [...this.groups].flatMap(({ projectors }) => [...projectors]);
  }

  private async tend(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(TEND_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      if (signal.aborted) return;
      try {
        await this.renew();
        await this.takeFree();
      } catch (error) {
        this.options.log.warn('the read side cannot be reached', { error });
      }
    }
  }

  /** Takes the leases that are free and follows the log with them. */
  private async takeFree(): Promise<void> {
    const { models, projections } = this.options;
    const held = new Set(this.running().map(({ projection }) => projection.name));
    const taken: Projector[] = [];
    for (const projection of projections.filter(({ name }) => !held.has(name))) {
      const collection = await this.collectionOf(projection);
      if (this.stopped.has(collection)) continue;
      const lease = await takeLease(models, collection, this.owner);
      if (!lease) continue;
      const projector = new Projector(models, projection, lease);
      await projector.prepare();
      taken.push(projector);
    }
    if (taken.length > 0) this.follow(taken);
  }

  /** The collection to write: the live one, or one of this version to be filled beside it. The first of all is live at once. */
  private async collectionOf({ name, version }: Projection): Promise<string> {
    const { models, log } = this.options;
    const live = await models.live(name);
    const own = collectionName(name, version);
    if (live === undefined) await models.flip(name, own);
    else if (live !== own && !live.startsWith(`${own}_`))
      log.info('a new version fills beside the live one', { live, filling: own });
    else return live;
    return own;
  }

  private follow(projectors: readonly Projector[]): void {
    const group: Group = { projectors: new Set(projectors), abort: new AbortController(), done: Promise.resolve() };
    this.groups.add(group);
    group.done = this.run(group).finally(() => this.groups.delete(group));
  }

  private async run(group: Group): Promise<void> {
    const { store, log } = this.options;
    const from = [...group.projectors].reduce((least, { position }) => (position < least ? position : least), MAX_POSITION);
    try {
      for await (const page of store.feed(from, { signal: group.abort.signal, pageSize: PAGE })) {
        await Promise.all([...group.projectors].map((projector) => this.applyTo(group, projector, page)));
        await this.persist(() => this.save(group), group.abort.signal);
        this.options.onApplied?.(page.at(-1)?.position ?? 0n);
        if (group.projectors.size === 0) return;
      }
    } catch (error) {
      if (!group.abort.signal.aborted)
        log.error('read models stopped following the log', { names: [...group.projectors].map(nameOf), error });
    }
  }

  private async applyTo(group: Group, projector: Projector, page: readonly RecordedEvent[]): Promise<void> {
    try {
      await this.persist(() => projector.apply(page), group.abort.signal);
    } catch (error) {
      if (!(error instanceof PoisonEvent)) throw error;
      await this.stopAt(group, projector, error);
    }
  }

  /** The projection stays where it is, loudly; the others go on. */
  private async stopAt(group: Group, projector: Projector, error: PoisonEvent): Promise<void> {
    const { models, log } = this.options;
    const { collection, token } = projector.lease;
    log.error('a read model stopped', { name: nameOf(projector), collection, position: projector.position.toString(), error });
    group.projectors.delete(projector);
    this.stopped.add(collection);
    await models.progress.updateOne({ _id: collection, token }, { $set: { state: 'stopped', reason: error.message } });
  }

  /** Saves how far the group is. Whoever lost the lease meanwhile learns it here, and stops. */
  private async save(group: Group): Promise<void> {
    const projectors = [...group.projectors];
    if (projectors.length === 0) return;
    const expiresAt = new Date(Date.now() + LEASE_MS);
    const { matchedCount } = await this.options.models.progress.bulkWrite(
      projectors.map(({ lease, position }) => ({
        updateOne: { filter: { _id: lease.collection, token: lease.token }, update: { $set: { position, expiresAt } } },
      })),
      { ordered: false },
    );
    if (matchedCount < projectors.length) await this.letGoOfLost(group);
  }

  /** Prolongs the leases, lets go of lost ones and of collections that were replaced, and flips versions that have filled. */
  private async renew(): Promise<void> {
    const { models } = this.options;
    const head = await this.options.store.head();
    for (const group of this.groups) {
      await this.save(group);
      for (const projector of group.projectors) {
        const { projection, lease, position } = projector;
        const live = await models.live(projection.name);
        if (live === lease.collection || live === undefined) continue;
        const replaced =
          live.startsWith(`${collectionName(projection.name, projection.version)}_`) ||
          live === collectionName(projection.name, projection.version);
        if (replaced) {
          group.projectors.delete(projector);
          await releaseLease(models, lease);
        } else if (position >= head) {
          await models.flip(projection.name, lease.collection);
          this.options.log.info('a new version of a read model answers from now on', {
            name: projection.name,
            live: lease.collection,
          });
        }
      }
      if (group.projectors.size === 0) group.abort.abort();
    }
  }

  private async letGoOfLost(group: Group): Promise<void> {
    for (const projector of group.projectors) {
      const { collection, token } = projector.lease;
      if (await this.options.models.progress.findOne({ _id: collection, token })) continue;
      this.options.log.warn('another worker took a read model over', { name: nameOf(projector), collection });
      group.projectors.delete(projector);
    }
  }

  /** Tries until the read side answers: it may be away for a while. */
  private async persist(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (let wait = 20; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof PoisonEvent || signal.aborted) throw error;
        this.options.log.warn('the read side did not take a page; it is tried again', { error });
        await pause(wait, undefined, { signal });
      }
    }
  }
}

/** Later than every event: a 64-bit position. */
const MAX_POSITION = 2n ** 63n - 1n;

const nameOf = ({ projection }: Projector): string => projection.name;
