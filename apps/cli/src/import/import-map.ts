import { isCalendarDate, minorDigits } from '@usance/domain';
import { parse, YAMLParseError } from 'yaml';
import { Failure } from '../failure';
import { datePattern, placesOf, type AmountStyle, type DateSource, type TextSource } from './values';

/** What the columns of a foreign CSV mean. See `examples/late-payments.map.yaml` for a whole one. */
export interface ImportMap {
  /** How dates are written, of YYYY, MM or M, DD or D: `M/D/YYYY`. */
  readonly dates: string;
  readonly amounts: AmountStyle;
  readonly delimiter: string;
  readonly currency: TextSource;
  readonly buyer: {
    readonly id: TextSource;
    readonly legalName: TextSource;
    /** ISO 3166-1 alpha-2, often through `codes`. */
    readonly country: TextSource;
    readonly registrationId?: TextSource;
    readonly sector?: TextSource;
  };
  /** A credit limit, taken from the buyer's first row. */
  readonly limit?: { readonly amount: string; readonly validFrom: DateSource; readonly validTo?: DateSource };
  readonly invoice: {
    readonly id: TextSource;
    readonly amount: string;
    readonly issuedOn: DateSource;
    readonly dueOn: DateSource;
    readonly shippedOn?: DateSource;
    readonly reference?: TextSource;
  };
  /** A dispute of all that is open, on the rows where the column has one of the values. */
  readonly dispute?: {
    readonly when: { readonly column: string; readonly is: readonly string[] };
    readonly raisedOn: DateSource;
    readonly reason: TextSource;
    /** Not resolved where empty. */
    readonly resolvedOn?: DateSource;
    readonly outcome?: TextSource;
  };
  /** A payment of the row's own; none where `paidOn` is empty. */
  readonly payment?: {
    readonly id: TextSource;
    readonly amount: string;
    readonly paidOn: DateSource;
    /** `invoice`: to the row's invoice; `oldest`: oldest due first; `none`: stays unapplied. */
    readonly allocate: 'invoice' | 'oldest' | 'none';
    readonly reference?: TextSource;
  };
}

/** The map cannot be used; every line says where and why. */
export class MapFault extends Failure {
  override readonly name = 'MapFault';

  constructor(faults: readonly string[]) {
    super(`The map cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** What is wrong with a value, or nothing. */
type Check = (value: unknown, path: string) => string[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const says = (holds: boolean, path: string, expected: string): string[] => (holds ? [] : [`${path}: expected ${expected}`]);
const text =
  (expected: string, holds: (value: string) => boolean = (value) => value !== ''): Check =>
  (value, path) =>
    says(typeof value === 'string' && holds(value), path, expected);

const column = text('the name of a column');

/** An object with these fields and no others; names that end in `?` may be absent. */
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) return [`${path}: expected fields (${Object.keys(checks).join(', ')})`];
    const known = new Map(
      Object.entries(checks).map(([name, check]) => [name.replace('?', ''), { check, optional: name.endsWith('?') }]),
    );
    const unknown = Object.keys(value)
      .filter((name) => !known.has(name))
      .map((name) => `${join(path, name)}: unknown field (known: ${[...known.keys()].join(', ')})`);
    const wrong = [...known].flatMap(([name, { check, optional }]) => {
      const at = join(path, name);
      if (value[name] === undefined || value[name] === null) return optional ? [] : [`${at}: missing`];
      return check(value[name], at);
    });
    return [...unknown, ...wrong];
  };

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const codes: Check = (value, path) =>
  isObject(value)
    ? Object.entries(value).flatMap(([code, meaning]) =>
        says(typeof meaning === 'string', `${path}.${code}`, 'a text (quote it: NO is false in YAML)'),
      )
    : [`${path}: expected a table, value: meaning`];

/** The one shape among several that the value shows by its first telling field. */
const oneOf =
  (expected: string, shapes: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (typeof value === 'string') return column(value, path);
    const shape = isObject(value) ? Object.keys(shapes).find((name) => name in value) : undefined;
    return shape ? shapes[shape]!(value, path) : [`${path}: expected ${expected}`];
  };

const textSource = oneOf('a column, {column, codes?, default?}, {text} or {template}', {
  column: fields({ column, 'codes?': codes, 'default?': text('a text') }),
  text: fields({ text: text('a text') }),
  template: fields({ template: text('a text with {column} places', (value) => placesOf(value).length > 0) }),
});

const dateSource: Check = (value, path) =>
  oneOf('a column, {column, plusDays?}, {text}, {earliestOf: […]} or {latestOf: […]}', {
    column: fields({ column, 'plusDays?': (days, at) => says(Number.isInteger(days), at, 'a whole number of days') }),
    text: fields({ text: text('a date, YYYY-MM-DD', isCalendarDate) }),
    earliestOf: fields({ earliestOf: dateSources }),
    latestOf: fields({ latestOf: dateSources }),
  })(value, path);

const dateSources: Check = (value, path) =>
  Array.isArray(value) && value.length > 0
    ? value.flatMap((one, index) => dateSource(one, `${path}.${index}`))
    : [`${path}: expected a list of dates`];

const MAP = fields({
  dates: text('a form such as YYYY-MM-DD, D.M.YYYY or M/D/YYYY', (pattern) => datePattern(pattern) !== undefined),
  'amounts?': fields({
    'decimal?': text('"." or ","', (sign) => sign === '.' || sign === ','),
    'thousands?': text('one sign', (sign) => sign.length === 1),
  }),
  'delimiter?': text('one sign', (sign) => sign.length === 1),
  currency: (value, path) => [
    ...textSource(value, path),
    ...(isObject(value) && typeof value.text === 'string'
      ? says(minorDigits(value.text) !== undefined, path, 'an ISO 4217 currency')
      : []),
  ],
  buyer: fields({
    id: textSource,
    legalName: textSource,
    country: textSource,
    'registrationId?': textSource,
    'sector?': textSource,
  }),
  'limit?': fields({ amount: column, validFrom: dateSource, 'validTo?': dateSource }),
  invoice: fields({
    id: textSource,
    amount: column,
    issuedOn: dateSource,
    dueOn: dateSource,
    'shippedOn?': dateSource,
    'reference?': textSource,
  }),
  'dispute?': fields({
    when: fields({
      column,
      is: (value, path) =>
        says(Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'), path, 'a list of texts'),
    }),
    raisedOn: dateSource,
    reason: textSource,
    'resolvedOn?': dateSource,
    'outcome?': textSource,
  }),
  'payment?': fields({
    id: textSource,
    amount: column,
    paidOn: dateSource,
    'allocate?': text('invoice, oldest or none', (value) => ['invoice', 'oldest', 'none'].includes(value)),
    'reference?': textSource,
  }),
});

/** Reads a map from YAML. Throws a MapFault that names every field that is wrong. */
export const readImportMap = (yaml: string): ImportMap => {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new MapFault([error.message]);
    throw error;
  }
  const faults = MAP(value, '');
  if (faults.length > 0) throw new MapFault(faults);
  const map = value as ImportMap;
  return {
    ...map,
    delimiter: map.delimiter ?? ',',
    amounts: { decimal: map.amounts?.decimal ?? '.', thousands: map.amounts?.thousands },
    payment: map.payment && { ...map.payment, allocate: map.payment.allocate ?? 'invoice' },
  };
};

/** Every column that the map reads, so that a file without one is turned away before anything is sent. */
export const columnsOf = (map: ImportMap): string[] => [...new Set(named(map, ''))];

const PLAIN_FIELDS = new Set(['dates', 'delimiter', 'payment.allocate']);

const named = (value: unknown, path: string): string[] => {
  if (typeof value === 'string') return PLAIN_FIELDS.has(path) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((one) => named(one, `${path}[]`));
  if (!isObject(value) || path === 'amounts' || 'text' in value) return [];
  if (typeof value.template === 'string') return placesOf(value.template);
  if (typeof value.column === 'string') return [value.column];
  return Object.entries(value).flatMap(([name, field]) => named(field, join(path, name)));
};
