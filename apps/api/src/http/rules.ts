import type { ApiPropertyOptions } from '@nestjs/swagger';
import { compareDecimals, isCalendarDate, minorDigits, parseAmount, parseDecimal, type AmountFault } from '@usance/domain';
import { isISO31661Alpha2 } from 'class-validator';
import { fault, NO_FAULTS, type Fault, type FaultCode } from './fault';

/** What a value in a request must be, said once: how it is checked, how OpenAPI tells it, how it is read out of a query string. */
export interface Rule {
  /** Every fault of a value that is present; none when it is as it must be. */
  readonly faults: (value: unknown) => readonly Fault[];
  readonly schema: ApiPropertyOptions;
  /** Turns the text of a query parameter into the value; a text that cannot be turned stays, and is then found at fault. */
  readonly fromText?: (text: string) => unknown;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const SELLER = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const SHARE = /^(?:0\.\d{1,4}|1(?:\.0{1,4})?)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const DECIMAL_SCHEMA = { type: 'string', pattern: '^-?(0|[1-9]\\d{0,14})(\\.\\d{1,9})?$', example: '0.75' } as const;
const ZERO = /^[0.]*$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const MONTH = /^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/;
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;
const MOST_DAYS = 3660;

const matching =
  (pattern: RegExp, code: FaultCode, detail: string) =>
  (value: unknown): readonly Fault[] => {
    if (typeof value !== 'string') return fault('WRONG_TYPE', `Send a string. ${detail}`);
    return pattern.test(value) ? NO_FAULTS : fault(code, detail);
  };

/** An id of the caller's. */
export const id: Rule = {
  faults: matching(
    ID,
    'NOT_AN_ID',
    'An id is 1-64 letters, digits, dots, underscores, colons and dashes, and starts with a letter or digit.',
  ),
  schema: { type: 'string', pattern: ID.source },
};

/** The tenant. */
export const seller: Rule = {
  faults: matching(SELLER, 'NOT_AN_ID', 'A seller is 1-40 of a-z, 0-9, _ and -, and starts with a letter or digit.'),
  schema: { type: 'string', pattern: SELLER.source, example: 'acme' },
};

/** 1-255 printable ASCII characters: keys, correlation ids and names of actors. */
export const printable: Rule = {
  faults: matching(PRINTABLE, 'OUT_OF_RANGE', 'It is 1-255 printable ASCII characters.'),
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]{1,255}$' },
};

/** A real calendar date. */
export const day: Rule = {
  faults: (value) => {
    if (isCalendarDate(value)) return NO_FAULTS;
    return typeof value === 'string'
      ? fault('NOT_A_DATE', 'It is no day of the calendar. Send YYYY-MM-DD.')
      : fault('WRONG_TYPE', 'Send a date as a string, YYYY-MM-DD.');
  },
  schema: { type: 'string', format: 'date', example: '2026-03-31' },
};

/** A month of the calendar, of the years 1900 to 2999. */
export const month: Rule = {
  faults: matching(MONTH, 'NOT_A_DATE', 'Send a month, YYYY-MM, of the years 1900 to 2999.'),
  schema: { type: 'string', pattern: MONTH.source, example: '2026-03' },
};

/** A moment, RFC 3339 with any offset, read as UTC; finer than a millisecond is cut, and leap seconds are none. */
export const instant: Rule = {
  faults: (value) =>
    typeof value === 'string' && isInstant(value)
      ? NO_FAULTS
      : fault('NOT_A_DATE', 'Send an instant with its offset, such as 2026-03-31T17:00:00Z or 2026-03-31T19:00:00+02:00.'),
  schema: { type: 'string', format: 'date-time', example: '2026-03-31T17:00:00Z' },
  fromText: (text) => {
    const sent = text.replace(' ', '+'); // a plus that is not escaped is a space in a query string
    return isInstant(sent) ? new Date(sent).toISOString() : text;
  },
};

const isInstant = (text: string): boolean => INSTANT.test(text) && isCalendarDate(text.slice(0, 10));

/** Well-formed Unicode without control characters. */
export const text: Rule = {
  faults: (value) => {
    if (typeof value !== 'string') return fault('WRONG_TYPE', 'Send a string of 1-500 characters.');
    if (value === '') return fault('OUT_OF_RANGE', 'It is empty. Send 1-500 characters, or leave an optional field out.');
    if (value.length > 1000 || (value.length > 500 && [...value].length > 500))
      return fault('TOO_LONG', 'Shorten it to at most 500 characters.');
    return UNPRINTABLE.test(value)
      ? fault('CONTROL_CHARACTER', 'Take out control characters and halves of surrogate pairs.')
      : NO_FAULTS;
  },
  schema: { type: 'string', minLength: 1, maxLength: 500, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' },
};

/** A whole number of days, 0 to 3,660. */
export const days: Rule = whole(0, MOST_DAYS);

/** A whole number within bounds. */
export function whole(least: number, most: number): Rule {
  const detail = `Send a whole number from ${least} to ${most}.`;
  return {
    faults: (value) => {
      if (typeof value !== 'number') return fault('WRONG_TYPE', detail);
      return Number.isInteger(value) && value >= least && value <= most ? NO_FAULTS : fault('OUT_OF_RANGE', detail);
    },
    schema: { type: 'integer', minimum: least, maximum: most },
    fromText: (digits) => (/^\d{1,9}$/.test(digits) ? Number(digits) : digits),
  };
}

const GREATEST_POSITION = 9_223_372_036_854_775_807n;

/** A place in the log, or a revision of a stream: a decimal string. */
export const position: Rule = {
  faults: (value) =>
    typeof value === 'bigint' && value <= GREATEST_POSITION
      ? NO_FAULTS
      : fault('OUT_OF_RANGE', 'Send a position as digits, as answers have it.'),
  schema: { type: 'string', pattern: '^\\d{1,19}$', example: '12345' },
  fromText: (digits) => (/^\d{1,19}$/.test(digits) ? BigInt(digits) : digits),
};

/** The upper bounds of aging buckets, in days: whole numbers, each above the one before, at most a dozen. */
export const buckets: Rule = {
  faults: (value) =>
    Array.isArray(value) &&
    value.length <= 12 &&
    value.every((bound: unknown, index) => isBound(bound) && (index === 0 || bound > Number(value[index - 1])))
      ? NO_FAULTS
      : fault('OUT_OF_RANGE', 'Send up to 12 rising whole numbers of days with commas, such as 30,60,90,120.'),
  schema: { type: 'string', pattern: '^\\d+(,\\d+)*$', example: '30,60,90,120' },
  fromText: (text) => (/^\d{1,4}(,\d{1,4})*$/.test(text) ? text.split(',').map(Number) : text),
};

const isBound = (bound: unknown): bound is number => typeof bound === 'number' && bound >= 1 && bound <= MOST_DAYS;

/** A decimal string above 0 and at most 1. */
export const share: Rule = {
  faults: (value) => {
    if (typeof value !== 'string') return fault('WRONG_TYPE', 'Send a share as a decimal string, such as "0.90".');
    return SHARE.test(value) && !ZERO.test(value)
      ? NO_FAULTS
      : fault('OUT_OF_RANGE', 'A share is a decimal string above 0 and at most 1 with at most 4 decimals, such as "0.90".');
  },
  schema: { type: 'string', pattern: SHARE.source, example: '0.90' },
};

/** Between which decimals a decimal lies: `least` and `most` are allowed themselves, `above` and `below` are not. */
export interface DecimalBounds {
  readonly least?: string;
  readonly above?: string;
  readonly most?: string;
  readonly below?: string;
}

const WITHIN: Readonly<Record<keyof DecimalBounds, { readonly told: string; readonly holds: (order: number) => boolean }>> = {
  least: { told: 'at least', holds: (order) => order >= 0 },
  above: { told: 'above', holds: (order) => order > 0 },
  most: { told: 'at most', holds: (order) => order <= 0 },
  below: { told: 'below', holds: (order) => order < 0 },
};

/** A decimal string, at most 15 digits before and 9 after the point, within bounds; no exponent, no plus, no leading zeros. */
export const decimal = (bounds: DecimalBounds = {}): Rule => {
  const within = Object.entries(bounds).map(([bound, end]) => ({ ...WITHIN[bound as keyof DecimalBounds], end: end as string }));
  return {
    faults: (value) => {
      if (typeof value !== 'string') return fault('WRONG_TYPE', 'Send a decimal as a string, such as "0.75".');
      if (!DECIMAL.test(value)) return fault('NOT_A_DECIMAL', 'Send a decimal such as "0.75": no exponent, no plus, no spaces.');
      if (parseDecimal(value) === undefined)
        return fault('TOO_MANY_DIGITS', 'Send at most 15 digits before and 9 after the point; nothing is rounded.');
      return within.every(({ holds, end }) => holds(compareDecimals(value, end)))
        ? NO_FAULTS
        : fault('OUT_OF_RANGE', `Send a decimal ${within.map(({ told, end }) => `${told} ${end}`).join(' and ')}.`);
    },
    schema: { ...DECIMAL_SCHEMA },
  };
};

/** A decimal, or yes or no. */
export const decimalOrFlag: Rule = {
  faults: (value) => (typeof value === 'boolean' ? NO_FAULTS : decimal().faults(value)),
  schema: { oneOf: [{ type: 'string', pattern: DECIMAL_SCHEMA.pattern }, { type: 'boolean' }], example: '1.35' },
};

/** Yes or no. */
export const flag: Rule = {
  faults: (value) => (typeof value === 'boolean' ? NO_FAULTS : fault('WRONG_TYPE', 'Send true or false.')),
  schema: { type: 'boolean' },
};

/** One of a few words. */
export const oneOf = (words: readonly string[]): Rule => ({
  faults: (value) => (words.includes(value as string) ? NO_FAULTS : fault('NOT_ONE_OF', `Send one of ${words.join(', ')}.`)),
  schema: { type: 'string', enum: [...words] },
});

/** Any JSON object. */
export const anything: Rule = {
  faults: (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? NO_FAULTS : fault('WRONG_TYPE', 'Send a JSON object.'),
  schema: { type: 'object', additionalProperties: true },
};

/** An ISO 3166-1 alpha-2 country. */
export const country: Rule = {
  faults: (value) =>
    isISO31661Alpha2(value) && value === (value as string).toUpperCase()
      ? NO_FAULTS
      : fault('COUNTRY_UNKNOWN', 'Send the two capital letters of ISO 3166-1, such as DE.'),
  schema: { type: 'string', pattern: '^[A-Z]{2}$', example: 'DE' },
};

/** An ISO 4217 currency in use. */
export const currency: Rule = {
  faults: (value) =>
    typeof value === 'string' && minorDigits(value) !== undefined
      ? NO_FAULTS
      : fault('CURRENCY_UNKNOWN', 'Send an ISO 4217 code in use, such as EUR.'),
  schema: { type: 'string', pattern: '^[A-Z]{3}$', example: 'EUR' },
};

const AMOUNT_FAULTS: Readonly<Record<AmountFault, readonly Fault[]>> = {
  currency_unknown: fault('CURRENCY_UNKNOWN', 'Send an ISO 4217 code in use, such as EUR.', 'currency'),
  not_a_decimal: fault(
    'NOT_A_DECIMAL',
    'Send a decimal such as "1234.56": no sign, no exponent, no spaces, no leading zeros.',
    'amount',
  ),
  too_many_digits: fault('TOO_MANY_DIGITS', "Send at most the currency's number of decimals; nothing is rounded.", 'amount'),
  out_of_range: fault('OUT_OF_RANGE', 'The amount is too large: at most 9,000,000,000,000,000 of the smallest unit.', 'amount'),
};

/** Money, more than zero unless said otherwise. */
export const amount = ({ zero = false } = {}): ((value: unknown) => readonly Fault[]) => {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fault('WRONG_TYPE', 'Send money as {"amount":"1234.56","currency":"EUR"}.');
    const faults = shapeOfMoney(value);
    if (faults.length > 0) return faults;
    const parsed = parseAmount((value as { amount: string }).amount, (value as { currency: string }).currency);
    if (typeof parsed === 'string') return AMOUNT_FAULTS[parsed];
    return parsed.minor > 0n || zero ? NO_FAULTS : fault('NOT_POSITIVE', 'The amount must be more than zero.', 'amount');
  };
};

const MONEY_FIELDS = ['amount', 'currency'];

const shapeOfMoney = (value: object): readonly Fault[] => {
  const unknown = unknownFields(value, MONEY_FIELDS);
  const untyped = MONEY_FIELDS.flatMap((name) => {
    const part: unknown = Object.hasOwn(value, name) ? value[name as never] : undefined;
    if (part === undefined) return fault('REQUIRED', `Send the ${name} as a string.`, name);
    return typeof part === 'string' ? NO_FAULTS : fault('WRONG_TYPE', `Send the ${name} as a string.`, name);
  });
  return unknown.length + untyped.length === 0 ? NO_FAULTS : [...unknown, ...untyped];
};

const LONGEST_NAME = 80;

/** A fault for each field that is not among the known ones. */
export const unknownFields = (value: object, known: readonly string[]): readonly Fault[] => {
  let faults = NO_FAULTS;
  for (const name of Object.keys(value))
    if (!known.includes(name))
      faults = [
        ...faults.slice(0, 20),
        ...fault('UNKNOWN_FIELD', `There is no such field. Known: ${known.join(', ')}.`, name.slice(0, LONGEST_NAME)),
      ];
  return faults;
};

/** A list whose items keep a rule of their own; `key`: what may appear only once. */
export const list = (
  item: Rule['faults'],
  { min = 0, max, unique = false }: { min?: number; max: number; unique?: boolean },
): Rule['faults'] => {
  return (value) => {
    if (!Array.isArray(value)) return fault('WRONG_TYPE', 'Send a list.');
    if (value.length < min || value.length > max) return fault('OUT_OF_RANGE', `Send ${min} to ${max} items.`);
    const faults = value.flatMap((one, index) =>
      item(one).map((each) => ({ ...each, path: `[${index}]${each.path && `.${each.path}`}` })),
    );
    if (!unique || faults.length > 0) return faults;
    const met = new Set<unknown>();
    const again = value.findIndex((one) => met.size === met.add(one).size);
    return again < 0 ? NO_FAULTS : fault('DUPLICATE', 'It appears twice. Name each once.', `[${again}]`);
  };
};
