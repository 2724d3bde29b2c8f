import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOperation, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CommandAnswer } from '../commands/answer';
import { commandTable } from '../commands/command-table';
import { ApiProblems, ApiSeller, ProblemDetails } from '../http/openapi';
import { BatchLine } from './batch-line';

/** The answer to one line: the command's answer beside the status, or the problem. */
export class BatchAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Of the request; blank lines count and have no answer.' })
  line!: number;

  @ApiProperty({ type: 'integer', example: 201 })
  status!: number;

  @ApiProperty({ type: ProblemDetails, required: false })
  problem?: ProblemDetails;

  @ApiProperty({ type: 'boolean', required: false, description: 'The key was known; this is the first answer.' })
  idempotencyHit?: boolean;
}

/** What some commands tell beside their events. */
const told = [...new Set([...commandTable.values()].flatMap(([, , says]) => (says ? [says.told] : [])))];

const answer = {
  anyOf: [
    { $ref: getSchemaPath(BatchAnswer) },
    { allOf: [{ $ref: getSchemaPath(BatchAnswer) }, { $ref: getSchemaPath(CommandAnswer) }] },
    ...told.map((fields) => ({ allOf: [BatchAnswer, CommandAnswer, fields].map((part) => ({ $ref: getSchemaPath(part) })) })),
  ],
};

/** What OpenAPI says of the batch route. */
export const describeBatch = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'batch',
      summary: 'Carries out commands, one a line, and answers each on a line of its own.',
      description:
        'Both ways are streams of any length. Answers come in the order of the lines, as they are decided. Lines for one buyer take effect in order. ' +
        'A bad line fails alone. A line has at most 64 KiB. When the service stops, the first line that was not taken is answered with 503, ' +
        'and the connection is closed behind it. **Read while you send**: at most a thousand lines are taken ahead of their answers, so a client that sends a long ' +
        'batch to its end before it reads waits for ever. `curl -X POST -T commands.ndjson -H "content-type: application/x-ndjson" <url>` does both at once, and in Node ' +
        '`const batch = http.request(url, options); batch.on("response", (answers) => answers.pipe(process.stdout)); lines.pipe(batch);`. ' +
        'A batch on which neither side gets on for a minute is cut.',
    }),
    ApiSeller(),
    ApiExtraModels(BatchLine, BatchAnswer, CommandAnswer, ProblemDetails, ...told),
    ApiConsumes('application/x-ndjson'),
    ApiBody({ required: true, description: 'A command a line.', schema: { $ref: getSchemaPath(BatchLine) } }),
    ApiResponse({ status: 200, description: 'An answer a line.', content: { 'application/x-ndjson': { schema: answer } } }),
    ApiProblems(400, 415, 503),
  );
