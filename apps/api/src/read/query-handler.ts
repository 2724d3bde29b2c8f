import { Inject, type Type } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { CalendarDate } from '@usance/domain';
import { ReadModels } from '@usance/projections';
import { BUSINESS_DAY, type BusinessDay } from '../business-day/business-day';
import { EdgeProblem } from '../http/problem';
import type { ReadQuery } from './read-query';

const PATIENCE_MS = 2000;

/** What a query is answered from. */
export interface Sources {
  readonly models: ReadModels;
  /** The business day, for queries that say no day. */
  readonly today: () => Promise<CalendarDate>;
}

/** Answers the queries of one class. */
export interface QueryHandlerOf<Query, Answer> {
  execute(query: Query): Promise<Answer>;
}

/**
 * The bus handler of a query: waits until the read models hold what the caller wants to see, then asks them.
 * Answers 404 when nothing has the id, 503 when the read models do not get there in time.
 */
export const queryHandler = <Query extends ReadQuery, Answer>(
  type: Type<Query>,
  readModels: readonly string[],
  answer: (query: Query, sources: Sources) => Promise<Answer | undefined>,
): Type<QueryHandlerOf<Query, Answer>> => {
  @QueryHandler(type)
  class Handler implements QueryHandlerOf<Query, Answer> {
    private readonly sources: Sources;

    constructor(models: ReadModels, @Inject(BUSINESS_DAY) businessDay: BusinessDay) {
      this.sources = { models, today: () => businessDay.today() };
    }

    async execute(query: Query): Promise<Answer> {
      const { atLeast, waitMs = PATIENCE_MS } = query;
      if (atLeast !== undefined && !(await this.sources.models.waitFor(readModels, atLeast, waitMs)))
        throw new EdgeProblem(
          'NOT_YET_PROJECTED',
          `The read model is not at ${atLeast} yet. Ask again in a moment, or with a longer waitMs.`,
        );
      const found = await this.sources.models.inTime(answer(query, this.sources));
      if (found === undefined) throw new EdgeProblem('NOT_FOUND', 'The seller has nothing with this id.');
      return found;
    }
  }
  return Object.defineProperty(Handler, 'name', { value: `${type.name}Handler` });
};
