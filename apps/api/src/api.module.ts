import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandRunner, type EventStore } from '@usance/event-store';
import { ReadModels } from '@usance/projections';
import { Logger, Metrics } from '@usance/platform';
import { BatchController } from './batch/batch.controller';
import { BatchService } from './batch/batch.service';
import { BATCH_IDLE_MS } from './batch/connection';
import { BUSINESS_DAY, type BusinessDay } from './business-day/business-day';
import { BusinessDayController } from './business-day/business-day.controller';
import { commandHandlers } from './commands/bus';
import { CommandsController } from './commands/commands.controller';
import { Dispatcher } from './commands/dispatcher';
import { EVENT_STORE } from './event-store.token';
import { Stopping } from './http/stopping';
import { HealthController } from './operations/health.controller';
import { MetricsController } from './operations/metrics.controller';
import { ReadinessProbe } from './operations/readiness';
import { readControllers, readHandlers } from './read';

/** What the api stands on: made, and closed, by whoever starts it. */
export interface ApiFoundations {
  readonly runner: Pick<CommandRunner, 'execute'>;
  readonly eventStore: EventStore;
  readonly models: ReadModels;
  readonly businessDay: BusinessDay;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How long a batch may rest in both directions before it is cut. Default 60,000. */
  readonly batchIdleMs?: number;
}

@Module({})
export class ApiModule {
  static on({ runner, eventStore, models, businessDay, logger, metrics, batchIdleMs = 60_000 }: ApiFoundations): DynamicModule {
    const foundations: Provider[] = [
      { provide: CommandRunner, useValue: runner },
      { provide: EVENT_STORE, useValue: eventStore },
      { provide: ReadModels, useValue: models },
      { provide: BUSINESS_DAY, useValue: businessDay },
      { provide: Logger, useValue: logger },
      { provide: Metrics, useValue: metrics },
      { provide: BATCH_IDLE_MS, useValue: batchIdleMs },
    ];
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        BatchController,
        CommandsController,
        ...readControllers,
        BusinessDayController,
        HealthController,
        MetricsController,
      ],
      providers: [...foundations, ...commandHandlers, ...readHandlers, Dispatcher, BatchService, ReadinessProbe, Stopping],
    };
  }
}
