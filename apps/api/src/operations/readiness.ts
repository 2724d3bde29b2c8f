import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@usance/event-store';
import { FOLLOWED } from '@usance/platform';
import { ReadModels } from '@usance/projections';
import { EVENT_STORE } from '../event-store.token';

const PATIENCE_MS = 2_000;

/** How one read model stands. */
export interface ProjectionHealth {
  readonly name: string;
  readonly state: string;
  readonly position: string;
  /** The part of the log, in positions, that it does not hold yet. */
  readonly lag: string;
  readonly reason?: string;
}

export interface Readiness {
  readonly ready: boolean;
  /** Whether every read model holds all that is recorded. One that is behind answers all the same, and says its position. */
  readonly level: boolean;
  readonly eventStore: 'up' | 'down';
  readonly readModels: 'up' | 'down';
  readonly projections: readonly ProjectionHealth[];
}

/** Whether commands and queries can be answered now. */
@Injectable()
export class ReadinessProbe {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    private readonly models: ReadModels,
  ) {}

  async read(): Promise<Readiness> {
    const [eventStore, readModels] = await Promise.all([answers(this.eventStore.ping()), answers(this.models.ping())]);
    const projections = eventStore && readModels ? await this.projections() : [];
    const running = projections.length > 0 && projections.every(({ state }) => state === 'running');
    const level = running && projections.every(({ lag }) => lag === '0');
    return { ready: running, level, eventStore: eventStore ? 'up' : 'down', readModels: readModels ? 'up' : 'down', projections };
  }

  async projections(): Promise<ProjectionHealth[]> {
    const [head, status] = await Promise.all([this.eventStore.head(), this.models.status(FOLLOWED)]);
    return status.map(({ name, state, position, reason }) => ({
      name,
      state,
      position: String(position),
      lag: String(head > position ? head - position : 0n),
      ...(reason !== undefined && { reason }),
    }));
  }
}

/** Whether the server answers before patience ends. */
const answers = async (ping: Promise<void>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, false)));
  try {
    return await Promise.race([
      ping.then(
        () => true as const,
        () => false as const,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
};
