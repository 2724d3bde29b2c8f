import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiProperty, ApiPropertyOptional, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { REFUSALS } from '@usance/domain';
import { FAULT_CODES } from './fault';
import { EDGE, type EdgeCode } from './problem';
import * as rules from './rules';

/** One fault of a malformed request. */
export class FieldFault {
  @ApiProperty({
    type: 'string',
    example: 'amount.amount',
    description: 'A path in the body, a query parameter, a header, or `body`.',
  })
  field!: string;

  @ApiProperty({ type: 'string', enum: [...FAULT_CODES] })
  code!: string;

  @ApiProperty({ type: 'string', description: 'What to send instead.' })
  detail!: string;
}

/** RFC 9457 problem details. */
export class ProblemDetails {
  @ApiProperty({ type: 'string', format: 'uri', example: 'urn:usance:problem:limit-exceeded' })
  type!: string;

  @ApiProperty({ type: 'string', example: 'Limit exceeded' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;

  @ApiProperty({ type: 'string', description: 'What it means and what to do about it.' })
  detail!: string;

  @ApiProperty({ type: 'string', description: 'Stable.', enum: [...Object.keys(EDGE), ...Object.keys(REFUSALS)].sort() })
  code!: string;

  @ApiProperty({ type: [FieldFault], required: false })
  errors?: FieldFault[];

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'The figures that the rule looked at.' })
  facts?: object;
}

const codesOf = (status: number): string[] =>
  status === 422 ? Object.keys(REFUSALS) : (Object.keys(EDGE) as EdgeCode[]).filter((code) => EDGE[code][0] === status);

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds', schema: { type: 'string', example: '1' } } };

/** The problems that a route answers, by status, with the codes of each. */
export const ApiProblems = (...statuses: readonly number[]): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDetails),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: codesOf(status).join(', '),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDetails) } } },
        headers: status === 503 ? RETRY_AFTER : {},
      }),
    ),
  );

/** The tenant in the path. */
export const ApiSeller = (): MethodDecorator =>
  ApiParam({
    name: 'seller',
    required: true,
    description: 'The creditor whose books these are.',
    schema: rules.seller.schema as object,
  });
