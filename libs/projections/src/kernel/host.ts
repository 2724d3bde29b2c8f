import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Follower, leastPosition, type FollowerOptions } from './follower';
import { releaseLease, takeLease } from './lease';
import type { Projection } from './projection';
import { Projector } from './projector';
import { collectionName, versionOf } from './read-models';

export interface ProjectionHostOptions extends FollowerOptions {
  readonly projections: readonly Projection[];
  /** Who holds the leases. One that outlives the process (a locked data directory, say) gets its leases back at once after a crash. */
  readonly owner?: string;
}

const TEND_MS = 500;

/**
 * Runs read models: takes their leases, follows the log once for all of them, and stops the one that meets an event that it cannot
 * take in, and no other. A second host stands by and takes over what the first lets go. What has far to go (a new version, a new
 * read model) follows the log on its own, so that the others stay level meanwhile.
 */
export class ProjectionHost {
  private readonly owner: string;
  private readonly stopping = new AbortController();
  private readonly followers = new Set<Follower>();
  /** The collections that stopped on an event, by the read model's name. */
  private readonly stopped = new Map<string, string>();
  /** The read models that a later version than ours answers for. */
  private readonly outdated = new Set<string>();
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
    await Promise.all([...this.followers].map((follower) => follower.stop()));
    const { models } = this.options;
    await models.inTime(Promise.all(projectors.map(({ lease }) => releaseLease(models, lease))));
  }

  /** Tries a read model that stopped again, from where it stands, within half a second. */
  restart(name: string): void {
    this.stopped.delete(name);
  }

  /** The lowest position that a read model of this host has reached; undefined when it runs none. */
  position(name?: string): bigint | undefined {
    return leastPosition(this.running().filter(({ projection }) => name === undefined || projection.name === name));
  }

  /** Somebody waits for what is about to come: it is not left to gather. */
  hurry(): void {
    for (const follower of this.followers) follower.hurry();
  }

  private running(): Projector[] {
    return [...this.followers].flatMap(({ running }) => running);
  }

  private async tend(): Promise<void> {
    const { signal } = this.stopping;
    const { models, log } = this.options;
    while (!signal.aborted) {
      await pause(TEND_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      if (signal.aborted) return;
      try {
        await Promise.all([...this.followers].map((follower) => models.inTime(follower.save())));
        await this.review();
        await this.takeFree();
      } catch (error) {
        log.warn('the read side cannot be reached', { error });
      }
    }
  }

  /** Takes the leases that are free and follows the log with them. */
  private async takeFree(): Promise<void> {
    const held = new Set(this.running().map(({ projection }) => projection.name));
    const free = this.options.projections.filter(({ name }) => !held.has(name));
    const taken = (await Promise.all(free.map((projection) => this.take(projection)))).flat();
    const level = taken.filter(({ isLevel }) => isLevel);
    const behind = taken.filter(({ isLevel }) => !isLevel);
    for (const together of [level, behind]) if (together.length > 0) this.follow(together.map(({ projector }) => projector));
  }

  private async take(projection: Projection): Promise<{ projector: Projector; isLevel: boolean }[]> {
    const { models, log, onChanged } = this.options;
    const { live, collection } = await this.collectionsOf(projection);
    if (collection === undefined || this.stopped.get(projection.name) === collection) return [];
    const lease = await models.inTime(takeLease(models, collection, this.owner));
    if (!lease) return [];
    const projector = new Projector(models, projection, lease, (changed) => onChanged?.(projection.name, changed));
    await models.inTime(projector.prepare());
    if (live !== collection) log.info('a new version fills beside the one that answers', { live, filling: collection });
    return [{ projector, isLevel: live === collection && lease.position > 0n }];
  }

  /**
   * The collection that answers, and the one to write: the same, or one of our version to be filled beside it, or none when a later
   * version answers. The first of all answers at once.
   */
  private async collectionsOf({ name, version }: Projection): Promise<{ live: string; collection?: string }> {
    const { models, log } = this.options;
    const live = await models.live(name);
    const own = collectionName(name, version);
    if (live === undefined) {
      await models.flip(name, own);
      return { live: own, collection: own };
    }
    if (versionOf(live) < version) return { live, collection: own };
    if (versionOf(live) === version) return { live, collection: live };
    if (!this.outdated.has(name)) log.warn('a later version of a read model answers; this one is not followed', { live, own });
    this.outdated.add(name);
    return { live };
  }

  private follow(projectors: readonly Projector[]): void {
    const follower = new Follower(projectors, this.options, ({ projection, lease }) =>
      this.stopped.set(projection.name, lease.collection),
    );
    this.followers.add(follower);
    void follower.done.finally(() => this.followers.delete(follower));
  }

  private async review(): Promise<void> {
    const running = [...this.followers].flatMap((follower) => follower.running.map((projector) => ({ follower, projector })));
    for (const { follower, projector } of running) await this.reviewOne(follower, projector);
  }

  /** Lets go of a collection that was replaced, and flips to a later version that is level with the log. */
  private async reviewOne(follower: Follower, projector: Projector): Promise<void> {
    const { models, store, log } = this.options;
    const {
      projection: { name, version },
      lease,
    } = projector;
    const live = await models.live(name);
    if (live === undefined || live === lease.collection) return;
    if (versionOf(live) >= version) {
      follower.letGo(projector);
      await models.inTime(releaseLease(models, lease));
    } else if (projector.position >= (await store.head())) {
      await models.flip(name, lease.collection);
      log.info('a new version of a read model answers from now on', { name, live: lease.collection });
    }
  }
}
