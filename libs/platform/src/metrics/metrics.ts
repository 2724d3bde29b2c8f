import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How far a read model is behind the log. */
export interface ProjectionLag {
  readonly name: string;
  /** The part of the log, in positions, that it does not hold yet. */
  readonly lag: number;
}

/** How many deadlines of a policy are set aside, and what for. */
export interface ParkedDeadlines {
  readonly policy: string;
  /** A refusal code, or `NOTHING_TO_DO`. */
  readonly reason: string;
  readonly count: number;
}

/** What a process tells Prometheus. One registry per process; nothing global, so that several can live in one test. */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly commands = new Counter({
    name: 'usance_commands_total',
    help: 'Commands by what became of them: done, repeated, nothing_to_do, or the code of the problem',
    labelNames: ['command', 'outcome'] as const,
    registers: [this.registry],
  });

  /** `runtime`: also memory, event loop lag and garbage collection of the process. */
  constructor({ runtime = true } = {}) {
    if (runtime) collectDefaultMetrics({ register: this.registry });
  }

  /** Asks for the lag of the projections each time that the metrics are read. */
  watchLag(read: () => Promise<readonly ProjectionLag[]>): void {
    const lag = new Gauge({
      name: 'usance_projection_lag',
      help: 'The part of the log, in positions, that a read model does not hold yet',
      labelNames: ['projection'] as const,
      registers: [this.registry],
      collect: async () => {
        lag.reset();
        for (const { name, lag: behind } of await read()) lag.set({ projection: name }, behind);
      },
    });
  }

  /** Asks for the deadlines that are set aside each time that the metrics are read: they outlive the worker that sent them. */
  watchParked(read: () => Promise<readonly ParkedDeadlines[]>): void {
    const parked = new Gauge({
      name: 'usance_deadlines_parked',
      help: 'Deadlines whose command was refused, or had nothing to do, and that wait for an event that concerns them',
      labelNames: ['policy', 'reason'] as const,
      registers: [this.registry],
      collect: async () => {
        parked.reset();
        for (const { policy, reason, count } of await read()) parked.set({ policy, reason }, count);
      },
    });
  }
}
