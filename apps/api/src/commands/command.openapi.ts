import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeaders, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ApiProblems, ApiSeller } from '../http/openapi';
import * as rules from '../http/rules';
import { CommandAnswer } from './answer';
import { commandTable } from './command-table';
import type { Says } from './requests-for';

const header = (name: string, description: string, schema: object): object => ({ name, description, required: false, schema });

const printable = (example: string): object => ({ ...rules.printable.schema, example });

const HEADERS = [
  header(
    'Idempotency-Key',
    '1-255 printable characters. The same key and body again gives the first answer. It is remembered with the events of the ' +
      'command: one that was refused or had nothing to do stored none, is decided anew when it is sent again, and leaves its key free.',
    printable('a3b1'),
  ),
  header('If-Match', 'The revision that the stream must have, in quotes.', {
    type: 'string',
    pattern: '^"(?:0|[1-9]\\d{0,17})"$',
    example: '"7"',
  }),
  header('X-Correlation-Id', 'Kept with the events, and answered.', printable('order-4711')),
  header('X-Actor', 'Who acts.', printable('jane')),
];

/** What OpenAPI says of a command's route. */
export const describeCommand = (name: string): MethodDecorator => {
  const [body, does, says] = commandTable.get(name) ?? [];
  if (!body || !does) throw new Error(`no command ${name}`);
  return applyDecorators(
    ApiOperation({ operationId: name, summary: does }),
    ApiSeller(),
    ApiHeaders(HEADERS as never),
    ApiBody({ type: body }),
    ...(says ? [ApiExtraModels(CommandAnswer, says.told)] : []),
    ApiResponse({ status: 201, ...answerOf(says), description: 'Done.', headers: { ETag: revisionHeader } }),
    ApiResponse({
      status: 200,
      ...answerOf(says),
      description: 'Nothing to do, and nothing stored; or done before (Idempotency-Hit: true).',
      headers: hitHeader,
    }),
    ApiProblems(400, 404, 409, 412, 413, 415, 422, 500, 503),
  );
};

const answerOf = (says: Says | undefined): { type: typeof CommandAnswer } | { schema: object } =>
  says
    ? { schema: { allOf: [{ $ref: getSchemaPath(CommandAnswer) }, { $ref: getSchemaPath(says.told) }] } }
    : { type: CommandAnswer };

const revisionHeader = {
  description: 'The revision of the stream, in quotes.',
  schema: { type: 'string', example: '"7"' },
};
const hitHeader = {
  'Idempotency-Hit': { description: 'The key was known.', schema: { type: 'string', enum: ['true'] } },
};
