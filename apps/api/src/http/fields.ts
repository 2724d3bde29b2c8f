import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { APPROVAL_LEVELS, type ApprovalLevel } from '@usance/domain';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { fault, NO_FAULTS, type Fault } from './fault';
import { faultsOf, remember, type Field } from './request';
import * as rules from './rules';

/** What can be said of any field beside its rule. */
export interface FieldOptions<Request = never> {
  readonly optional?: boolean;
  /** What it means in the trade; stands in the OpenAPI document. */
  readonly means?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  /** A rule that looks at other fields as well. Asked also when this one is absent, and only while it is itself without fault. */
  readonly agrees?: (request: Request) => readonly Fault[];
}

/** Says a field once: its rule for class-validator, its schema for OpenAPI, and how it is read. */
const field = <Request>(
  rule: rules.Rule,
  options: FieldOptions<Request> = {},
  schema: ApiPropertyOptions = rule.schema,
): PropertyDecorator => {
  const { optional = false, means, example, default: preset, agrees } = options;
  const faults: Field['faults'] = (value, request) => {
    if (value === undefined && !optional) return fault('REQUIRED', 'It is missing. Send it.');
    const own = value === undefined ? NO_FAULTS : rule.faults(value);
    return own.length === 0 && agrees ? agrees(request as Request) : own;
  };
  const told = { ...(example !== undefined && { example }), ...(preset !== undefined && { default: preset }) };
  const validate = (value: unknown, args?: ValidationArguments): boolean => faults(value, args?.object ?? {}).length === 0;
  return applyDecorators(
    remember({ faults, fromText: rule.fromText, schema: { ...schema, ...told }, optional, means }),
    ValidateBy({ name: 'field', validator: { validate } }),
    ...(optional && !agrees ? [ValidateIf((_request, value) => value !== undefined)] : []),
    ApiProperty({
      ...schema,
      ...told,
      required: !optional,
      ...(means !== undefined && { description: means }),
    } as ApiPropertyOptions),
  );
};

/** An id of the caller's: `[A-Za-z0-9][A-Za-z0-9._:-]{0,63}`. */
export const Id = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.id, options);

/** A calendar date that exists. */
export const Day = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.day, options);

/** A month, `2026-03`. */
export const Month = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.month, options);

/** An instant, RFC 3339 with any offset. */
export const Instant = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.instant, options);

/** 1-500 characters of well-formed Unicode without control characters. */
export const Text = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.text, options);

/** 1-255 printable ASCII characters. */
export const Printable = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.printable, options);

/** A whole number of days, 0 to 3,660. */
export const Days = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.days, options);

/** A whole number within bounds. */
export const Whole = <R>(least: number, most: number, options: FieldOptions<R> = {}): PropertyDecorator =>
  field(rules.whole(least, most), options);

/** A share of a loss: a decimal string above 0 and at most 1. */
export const Share = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.share, options);

/** A decimal string, at most 15 digits before and 9 after the point; negative, too, unless `bounds` say otherwise. */
export const Decimal = <R>(options: FieldOptions<R> & { readonly bounds?: rules.DecimalBounds } = {}): PropertyDecorator =>
  field(rules.decimal(options.bounds), options);

/** A decimal string, or `true` or `false`. */
export const DecimalOrFlag = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.decimalOrFlag, options);

/** Yes or no, as `true` or `false`. */
export const Flag = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.flag, options);

/** One of a few words. */
export const OneOf = <R>(words: readonly string[], options: FieldOptions<R> = {}): PropertyDecorator =>
  field(rules.oneOf(words), options);

/** An ISO 3166-1 alpha-2 country. */
export const Country = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.country, options);

/** An ISO 4217 currency in use. */
export const Currency = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.currency, options);

/** How long a list may be. */
export interface ListBounds {
  readonly min?: number;
  readonly max: number;
}

/** A list of values that keep one rule, each once. */
const listOf = <R>({ faults, schema }: rules.Rule, { min = 0, max }: ListBounds, options: FieldOptions<R>): PropertyDecorator =>
  field(
    {
      faults: rules.list(faults, { min, max, unique: true }),
      schema: { type: 'array', items: schema, minItems: min, maxItems: max, uniqueItems: true } as ApiPropertyOptions,
    },
    options,
  );

/** A list of ids, each once. */
export const Ids = <R>(bounds: ListBounds, options: FieldOptions<R> = {}): PropertyDecorator => listOf(rules.id, bounds, options);

/** A list of texts, each once. */
export const Texts = <R>(bounds: ListBounds, options: FieldOptions<R> = {}): PropertyDecorator =>
  listOf(rules.text, bounds, options);

/** A list of some of a few words, each once. */
export const Words = <R>(
  words: readonly string[],
  options: FieldOptions<R> & { readonly min?: number } = {},
): PropertyDecorator => {
  const { min, ...said } = options;
  return listOf(rules.oneOf(words), { min, max: words.length }, said);
};

/** A list of whole numbers, each within bounds and once. */
export const Wholes = <R>(
  { least, most, ...bounds }: ListBounds & { readonly least: number; readonly most: number },
  options: FieldOptions<R> = {},
): PropertyDecorator => listOf(rules.whole(least, most), bounds, options);

/** A list of decimals, each within bounds and once. */
export const Decimals = <R>(
  { min, max, ...within }: ListBounds & rules.DecimalBounds,
  options: FieldOptions<R> = {},
): PropertyDecorator => listOf(rules.decimal(within), { min, max }, options);

/** A list of objects, each a request of its own. */
export const Items = <R>(
  item: Type<object>,
  max: number,
  options: FieldOptions<R> & { readonly min?: number } = {},
): PropertyDecorator => {
  const { min = 0, ...said } = options;
  const schema = { type: [item], maxItems: max, ...(min > 0 && { minItems: min }) } as ApiPropertyOptions;
  return field({ faults: rules.list((value) => faultsOf(item, value), { min, max }), schema }, said);
};

/** An object that is a request of its own. */
export const Nested = <R>(type: Type<object>, options: FieldOptions<R> = {}): PropertyDecorator =>
  field({ faults: (value) => faultsOf(type, value), schema: { type: () => type } }, options);

/** The creditor whose books are meant. */
export const Seller = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.seller, options);

/** A place in the log, or a revision of a stream. */
export const Position = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.position, options);

/** The upper bounds of aging buckets, in days. */
export const Buckets = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.buckets, options);

/** An object that is looked at elsewhere. */
export const Anything = <R>(options: FieldOptions<R> = {}): PropertyDecorator => field(rules.anything, options);

/** Where money goes in a request or an answer: a decimal string and its currency. */
export class Money {
  @ApiProperty({
    type: 'string',
    pattern: '^(0|[1-9]\\d{0,17})(\\.\\d{1,4})?$',
    example: '1234.56',
    description: "Decimal, with at most the currency's ISO 4217 digits.",
  })
  amount!: string;

  @ApiProperty({ ...rules.currency.schema, description: 'ISO 4217.' })
  currency!: string;
}

/** Money, more than zero unless `zero` is said. */
export const Amount = <R>(options: FieldOptions<R> & { readonly zero?: boolean } = {}): PropertyDecorator =>
  field({ faults: rules.amount({ zero: options.zero }), schema: { type: () => Money } }, options);

/** A person who decides, and the authority with which. */
export class Approver {
  @Text({ example: 'M. Keller' })
  name!: string;

  @OneOf(APPROVAL_LEVELS)
  level!: ApprovalLevel;
}

/** Who decides: a name and a level of authority. */
export const ApproverField = <R>(options: FieldOptions<R> = {}): PropertyDecorator => Nested(Approver, options);
