import type { Type } from '@nestjs/common';
import { ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';

interface Told {
  readonly optional?: boolean;
  readonly means?: string;
  readonly example?: unknown;
}

const as =
  (schema: ApiPropertyOptions) =>
  ({ optional = false, means, example }: Told = {}): PropertyDecorator =>
    ApiProperty({
      ...schema,
      required: !optional,
      ...(means !== undefined && { description: means }),
      ...(example !== undefined && { example }),
    } as ApiPropertyOptions);

const AMOUNT = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', example: '100.00' } as const;

/** How OpenAPI tells the fields of answers. */
export const shown = {
  /** A decimal string; its currency stands beside it. */
  amount: as({ ...AMOUNT }),
  amounts: as({ type: 'array', items: { ...AMOUNT } }),
  day: as({ type: 'string', format: 'date', example: '2026-03-31' }),
  instant: as({ type: 'string', format: 'date-time', example: '2026-03-31T17:00:00.000Z' }),
  text: as({ type: 'string' }),
  texts: as({ type: 'array', items: { type: 'string' } }),
  count: as({ type: 'integer' }),
  /** From 1 (best) to 10 (worst), or none. */
  grade: as({ oneOf: [{ type: 'integer', minimum: 1, maximum: 10 }, { type: 'null' }] }),
  numberOrNull: as({ oneOf: [{ type: 'number' }, { type: 'null' }] }),
  decimalOrCount: as({ oneOf: [{ type: 'string' }, { type: 'integer' }] }),
  flag: as({ type: 'boolean' }),
  currency: as({ type: 'string', example: 'EUR' }),
  /** Where in the log. */
  position: as({ type: 'string', pattern: '^\\d+$', example: '12345', description: 'Everything up to here is in the answer.' }),
  nullable: as({ oneOf: [{ type: 'string' }, { type: 'null' }] }),
  any: as({ type: 'object', additionalProperties: true }),
  nextCursor: (): PropertyDecorator =>
    as({ type: 'string' })({ optional: true, means: 'For the next page; absent on the last one.' }),
  word: (words: readonly string[], told?: Told): PropertyDecorator => as({ type: 'string', enum: [...words] })(told),
  list: (of: Type<unknown>, told?: Told): PropertyDecorator => as({ type: [of] })(told),
  one: (of: Type<unknown>, told?: Told): PropertyDecorator => as({ type: () => of })(told),
  /** An object, or the one word that stands in its place. */
  oneOr: (of: Type<unknown>, word: string, told?: Told): PropertyDecorator =>
    as({ oneOf: [{ $ref: getSchemaPath(of) }, { type: 'string', enum: [word] }] })(told),
};
