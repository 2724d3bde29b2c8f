import type { CalendarDate } from '@usance/domain';
import type { Page } from '@usance/projections';
import { Day, Position, Seller, Text, Whole } from '../http/fields';

/** What every query of a read model says: whose books, and how new the answer must be. */
export abstract class ReadQuery {
  @Seller()
  seller!: string;

  @Position({ optional: true, means: 'The answer must hold everything up to this position, as a command answered it.' })
  atLeast?: bigint;

  @Whole(0, 10_000, { optional: true, default: 2000, means: 'How long to wait for atLeast, in milliseconds; then 503.' })
  waitMs?: number;
}

/** A query that answers a page of a table. */
export abstract class TableQuery extends ReadQuery {
  @Whole(1, 500, { optional: true, default: 50, means: 'Rows at most.' })
  limit?: number;

  @Text({ optional: true, means: 'nextCursor of the page before.' })
  cursor?: string;
}

/** The page that is asked for. */
export const pageAsked = ({ limit = 50, cursor }: TableQuery): Page => ({ limit, ...(cursor !== undefined && { cursor }) });

/** The day of a query; the business day when it names none. */
export const dayOf = async (day: CalendarDate | undefined, today: () => Promise<CalendarDate>): Promise<CalendarDate> =>
  day ?? today();

/** For queries as of a day. */
export const AsOf = (): PropertyDecorator => Day({ optional: true, means: 'The business day when absent.' });
