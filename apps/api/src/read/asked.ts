import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiParam, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { fault, InvalidRequest } from '../http/fault';
import { ApiProblems } from '../http/openapi';
import { fieldsOf, readQuery } from '../http/request';

/** The path's and the query string's parameters as a query of the class. Refused, 400, with each parameter that is at fault. */
export const Asked = createParamDecorator(<Query extends object>(type: Type<Query>, context: ExecutionContext): Query => {
  const { params, query } = context.switchToHttp().getRequest<FastifyRequest>();
  const path = params as Record<string, string>;
  const asked = query as Record<string, unknown>;
  const twice = Object.keys(path).filter((name) => Object.hasOwn(asked, name));
  if (twice.length > 0)
    throw new InvalidRequest(
      twice.flatMap((name) => fault('UNKNOWN_FIELD', 'It stands in the path; leave it out of the query.', name)),
    );
  return readQuery(type, { ...asked, ...path });
});

/** How OpenAPI tells a query's route. */
export interface QueryRoute {
  readonly id: string;
  readonly summary: string;
  readonly answer: Type<unknown>;
  /** The fields of the query that stand in the path, beside the seller. */
  readonly path?: readonly string[];
  /** Whether the answer is a table, which CSV can hold as well. */
  readonly table?: boolean;
}

/** What OpenAPI says of a query's route: its parameters are the fields of its class. */
export const describeQuery = (
  type: Type<object>,
  { id, summary, answer, path = [], table = false }: QueryRoute,
): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId: id, summary }),
    ...[...fieldsOf(type)].map(([name, { schema, optional, means }]) => {
      const parameter = { name, schema, ...(means !== undefined && { description: means }) };
      const inPath = name === 'seller' || path.includes(name);
      return inPath ? ApiParam({ ...parameter, required: true }) : ApiQuery({ ...parameter, required: !optional });
    }),
    ApiExtraModels(answer),
    ApiResponse({
      status: 200,
      description: table ? 'The rows, and where the next page begins.' : 'The answer.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(answer) } },
        ...(table && { 'text/csv': { schema: { type: 'string' } } }),
      },
    }),
    ApiProblems(400, 404, 500, 503),
  );
