import { addDays, isCalendarDate, parseAmount, type CalendarDate, type MoneyJson } from '@usance/domain';

/** One row of the file: its values by column. */
export type Row = Readonly<Record<string, string>>;

/** What a row says for one field; undefined when the row leaves it empty. */
export type Field<T> = (row: Row) => T | undefined;

/** A row that cannot be understood: which field, and why. */
export class RowFault extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = 'RowFault';
  }
}

/** How a text field is made from a row. A string alone names a column. */
export type TextSource =
  | string
  | { readonly column: string; readonly codes?: Readonly<Record<string, string>>; readonly default?: string }
  | { readonly text: string }
  | { readonly template: string };

/** How a date is made from a row: a column, moved by days; a constant; the earliest or the latest of others that are not empty. */
export type DateSource =
  | string
  | { readonly column: string; readonly plusDays?: number }
  | { readonly text: CalendarDate }
  | { readonly earliestOf: readonly DateSource[] }
  | { readonly latestOf: readonly DateSource[] };

const PLACE = /\{([^{}]+)\}/g;

/** The columns that a template names in braces. */
export const placesOf = (template: string): string[] => [...template.matchAll(PLACE)].map(([, column = '']) => column);

/** Reads a text. A value that a code table does not hold is a fault unless there is a default. */
export const textField = (field: string, source: TextSource): Field<string> => {
  if (typeof source === 'string') return textField(field, { column: source });
  if ('text' in source) return () => source.text;
  if ('template' in source) return (row) => source.template.replace(PLACE, (_, column: string) => row[column] ?? '');
  const { column, codes, default: otherwise } = source;
  return (row) => {
    const value = row[column]?.trim();
    if (!value) return otherwise;
    if (!codes) return value;
    const mapped = codes[value] ?? otherwise;
    if (mapped === undefined) throw new RowFault(field, `the code table has no entry for "${value}" (column ${column})`);
    return mapped;
  };
};

const TOKEN = /YYYY|MM|M|DD|D/g;
const GROUPS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};

/** A pattern such as `M/D/YYYY` as a reader; undefined when it does not say year, month and day once each. */
export const datePattern = (pattern: string): ((text: string) => CalendarDate | undefined) | undefined => {
  const tokens = pattern.match(TOKEN) ?? [];
  if (
    tokens
      .map((token) => token[0])
      .sort()
      .join('') !== 'DMY'
  )
    return undefined;
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = pattern.split(/(YYYY|MM|M|DD|D)/).map((part) => GROUPS[part] ?? literal(part));
  const expression = new RegExp(`^${parts.join('')}$`);
  return (text) => {
    const { year = '', month = '', day = '' } = expression.exec(text)?.groups ?? {};
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCalendarDate(date) ? date : undefined;
  };
};

/** Reads a date by the file's pattern. A text that is no such date, or a day that does not exist, is a fault. */
export const dateField = (field: string, source: DateSource, pattern: string): Field<CalendarDate> => {
  if (typeof source === 'string') return dateField(field, { column: source }, pattern);
  if ('text' in source) return () => source.text;
  if ('earliestOf' in source) return chosen(source.earliestOf, (dates) => dates[0]);
  if ('latestOf' in source) return chosen(source.latestOf, (dates) => dates.at(-1));
  const { column, plusDays = 0 } = source;
  const read = datePattern(pattern);
  return (row) => {
    const value = row[column]?.trim();
    if (!value) return undefined;
    const date = read?.(value);
    if (!date) throw new RowFault(field, `"${value}" is no date of the form ${pattern} (column ${column})`);
    return plusDays === 0 ? date : addDays(date, plusDays);
  };

  function chosen(
    sources: readonly DateSource[],
    choose: (sorted: readonly CalendarDate[]) => CalendarDate | undefined,
  ): Field<CalendarDate> {
    const fields = sources.map((one) => dateField(field, one, pattern));
    return (row) =>
      choose(
        fields
          .map((read) => read(row))
          .filter((date) => date !== undefined)
          .sort(),
      );
  }
};

/** How amounts are written: the sign before the decimals, and the sign between thousands, when there is one. */
export interface AmountStyle {
  readonly decimal: '.' | ',';
  readonly thousands?: string;
}

/** Reads an amount of money, exactly. More digits than the currency has, a minus sign or an unknown currency is a fault. */
export const amountField = (field: string, column: string, currency: Field<string>, style: AmountStyle): Field<MoneyJson> => {
  return (row) => {
    const value = row[column]?.trim();
    if (!value) return undefined;
    const plain = (style.thousands ? value.replaceAll(style.thousands, '') : value).replace(style.decimal, '.');
    const unit = currency(row);
    if (!unit) throw new RowFault(field, 'the row has no currency');
    const amount = parseAmount(plain.replace(/^0+(?=\d)/, ''), unit);
    if (typeof amount === 'string')
      throw new RowFault(field, `"${value}" is no amount of ${unit}: ${amount.replaceAll('_', ' ')} (column ${column})`);
    return { amount: plain.replace(/^0+(?=\d)/, ''), currency: unit };
  };
};
