import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '@usance/event-store';
import { LEASE_MS } from './lease';
import { Hurry, paced } from './paced';
import { PoisonEvent, UnstorablePage, type Projector } from './projector';
import type { ReadModels } from './read-models';

/** Where a host says what happened. */
export interface HostLog {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

export interface FollowerOptions {
  readonly models: ReadModels;
  readonly store: EventStore;
  readonly log: HostLog;
  /** Told after every page, when all that runs has taken it in. */
  readonly onApplied?: (position: bigint) => void;
  /** Told which documents of a read model a page changed, before its position moves. */
  readonly onChanged?: (name: string, documents: readonly object[]) => void;
}

const PAGE = 1_000;

/** Later than every event: a 64-bit position. */
const MAX_POSITION = 2n ** 63n - 1n;

/** The lowest position that the projectors have reached; undefined when there are none. */
export const leastPosition = (projectors: readonly Projector[]): bigint | undefined =>
  projectors.reduce<bigint | undefined>(
    (least, { position }) => (least === undefined || position < least ? position : least),
    undefined,
  );

/** Projectors that follow the log together: one feed, from the lowest position; each page goes to all that have not seen it. */
export class Follower {
  private readonly projectors: Set<Projector>;
  private readonly abort = new AbortController();
  private readonly hurried = new Hurry();
  /** Resolves when nothing follows any more. */
  readonly done: Promise<void>;

  constructor(
    projectors: readonly Projector[],
    private readonly options: FollowerOptions,
    private readonly onStopped: (projector: Projector) => void,
  ) {
    this.projectors = new Set(projectors);
    this.done = this.run();
  }

  get running(): readonly Projector[] {
    return [...this.projectors];
  }

  /** Finishes the page under way and saves. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.done;
  }

  /** Somebody waits for what is about to come: it is not left to gather. */
  hurry(): void {
    this.hurried.now();
  }

  letGo(projector: Projector): void {
    this.projectors.delete(projector);
    if (this.projectors.size === 0) this.abort.abort();
  }

  /**
   * Saves how far each is and prolongs the leases. Whoever lost one meanwhile learns it here, and stops. A save that was overtaken
   * by a later one takes nothing back.
   */
  async save(): Promise<void> {
    const projectors = this.running;
    if (projectors.length === 0) return;
    const expiresAt = new Date(Date.now() + LEASE_MS);
    const { matchedCount } = await this.options.models.progress.bulkWrite(
      projectors.map(({ lease, position }) => ({
        updateOne: {
          filter: { _id: lease.collection, token: lease.token },
          update: { $max: { position }, $set: { expiresAt } },
        },
      })),
      { ordered: false },
    );
    if (matchedCount < projectors.length) await this.letGoOfLost();
  }

  private async run(): Promise<void> {
    const { store, log, onApplied } = this.options;
    const { signal } = this.abort;
    const feed = store.feed(leastPosition(this.running) ?? MAX_POSITION, { signal, pageSize: PAGE });
    try {
      for await (const page of paced(feed, PAGE, signal, this.hurried)) {
        await Promise.all(this.running.map((projector) => this.applyTo(projector, page)));
        await this.persist(() => this.save());
        onApplied?.(page.at(-1)?.position ?? 0n);
        if (this.projectors.size === 0) return;
      }
    } catch (error) {
      if (!signal.aborted) log.error('read models stopped following the log', { names: this.running.map(nameOf), error });
    } finally {
      this.abort.abort();
    }
  }

  private async applyTo(projector: Projector, page: readonly RecordedEvent[]): Promise<void> {
    try {
      await this.persist(() => projector.apply(page));
    } catch (error) {
      if (!isLasting(error)) throw error;
      await this.stopAt(projector, error);
    }
  }

  /** The read model stays where it is, loudly; the others go on. */
  private async stopAt(projector: Projector, error: Error): Promise<void> {
    const { models, log } = this.options;
    const { collection, token } = projector.lease;
    log.error('a read model stopped', { name: nameOf(projector), collection, position: projector.position.toString(), error });
    this.projectors.delete(projector);
    this.onStopped(projector);
    await this.persist(async () => {
      await models.progress.updateOne({ _id: collection, token }, { $set: { state: 'stopped', reason: error.message } });
    });
  }

  private async letGoOfLost(): Promise<void> {
    for (const projector of this.running) {
      const { collection, token } = projector.lease;
      if (await this.options.models.progress.findOne({ _id: collection, token })) continue;
      this.options.log.warn('another worker took a read model over', { name: nameOf(projector), collection });
      this.letGo(projector);
    }
  }

  /** Tries until the read side answers: it may be away for a while. */
  private async persist(work: () => Promise<void>): Promise<void> {
    const { signal } = this.abort;
    for (let wait = 20; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        return await this.options.models.inTime(work());
      } catch (error) {
        if (isLasting(error) || signal.aborted) throw error;
        this.options.log.warn('the read side did not take a page; it is tried again', { error });
        await pause(wait, undefined, { signal });
      }
    }
  }
}

/** Trying again would fail again. */
const isLasting = (error: unknown): error is Error => error instanceof PoisonEvent || error instanceof UnstorablePage;

const nameOf = ({ projection }: Projector): string => projection.name;
