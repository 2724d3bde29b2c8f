import { UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** An answer with rows. */
export interface TableAnswer<Row extends object = object> {
  readonly position: string;
  readonly rows: readonly Row[];
  readonly nextCursor?: string;
}

/** An answer with events in the place of rows. */
export interface EventsAnswer<Event extends object = object> {
  readonly position: string;
  readonly events: readonly Event[];
  readonly nextCursor?: string;
}

type RowOf<Answer> = Answer extends TableAnswer<infer Row> ? Row : Answer extends EventsAnswer<infer Event> ? Event : never;

/** A column: its title, which is also the field that it shows unless a function says what to show. */
export type Column<Row> = string | readonly [title: string, show: (row: Row) => unknown];

/** The columns of a table, perhaps after a look at the answer. */
export type Columns<Answer> = readonly Column<RowOf<Answer>>[] | ((answer: Answer) => readonly Column<RowOf<Answer>>[]);

/** Rows as CSV (RFC 4180), a header line first; what is absent is an empty field, an object is JSON. */
export const toCsv = <Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[]): string => {
  const titles = columns.map((column) => (typeof column === 'string' ? column : column[0]));
  const lines = rows.map((row) =>
    columns.map((column) => (typeof column === 'string' ? row[column as keyof Row] : column[1](row))),
  );
  return stringify([titles, ...lines], { cast: { boolean: String }, record_delimiter: 'windows' });
};

/** Whether `text/csv` is accepted, and no less than JSON (RFC 9110, 12.5.1). */
export const prefersCsv = (accept = ''): boolean => {
  const weights = new Map(
    accept.split(',').map((part): [string, number] => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [type, weight ? Number(weight.slice(2)) : 1];
    }),
  );
  const csv = weights.get('text/csv') ?? 0;
  return csv > 0 && csv >= (weights.get('application/json') ?? 0);
};

/**
 * Marks a route whose answer is a table: JSON, or CSV for a caller who accepts `text/csv`. Position and next cursor are headers then.
 */
export const Table = <Answer extends TableAnswer | EventsAnswer>(columns: Columns<Answer>): MethodDecorator => {
  const interceptor: NestInterceptor<Answer, unknown> = {
    intercept: (context: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> => {
      const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
      const reply = context.switchToHttp().getResponse<FastifyReply>().header('vary', 'Accept');
      if (!prefersCsv(headers.accept)) return next.handle();
      return next.handle().pipe(
        map((answer) => {
          reply.header('content-type', 'text/csv; charset=utf-8').header('x-position', answer.position);
          if (answer.nextCursor !== undefined) reply.header('x-next-cursor', answer.nextCursor);
          const rows = ('rows' in answer ? answer.rows : answer.events) as readonly RowOf<Answer>[];
          return toCsv(rows, typeof columns === 'function' ? columns(answer) : columns);
        }),
      );
    },
  };
  return UseInterceptors(interceptor);
};
