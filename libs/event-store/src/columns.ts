/**
 * Values of one kind laid out by columns, for packing: a hundred thousand small objects unpack several times as fast this way as
 * one by one. Whatever fits no column stays as it is.
 */
export type Column =
  | { readonly kind: 'integers'; readonly values: BigInt64Array }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly index: Uint32Array }
  | { readonly kind: 'texts'; readonly joined: string; readonly count: number }
  | { readonly kind: 'objects'; readonly keys: readonly string[]; readonly columns: readonly Column[]; readonly count: number }
  | { readonly kind: 'lists'; readonly lengths: Uint32Array; readonly items: Column }
  | { readonly kind: 'optional'; readonly present: Uint8Array; readonly values: Column }
  | { readonly kind: 'other'; readonly values: readonly unknown[] };

/** No text of ours has a control character in it. */
const SEPARATOR = '\0';

const all = <Kind>(values: readonly unknown[], is: (value: unknown) => value is Kind): values is readonly Kind[] =>
  values.every(is);

const isBigInt = (value: unknown): value is bigint => typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes(SEPARATOR);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Lays values out by columns. */
export const toColumn = (values: readonly unknown[]): Column => {
  if (values.length === 0) return { kind: 'other', values };
  if (values.includes(undefined)) return optional(values);
  if (all(values, isBigInt)) return { kind: 'integers', values: BigInt64Array.from(values) };
  if (all(values, isText)) return texts(values);
  if (all(values, isList))
    return { kind: 'lists', lengths: Uint32Array.from(values, ({ length }) => length), items: toColumn(values.flat()) };
  if (all(values, isRecord)) return objects(values);
  return { kind: 'other', values };
};

const optional = (values: readonly unknown[]): Column => {
  const present = values.filter((value) => value !== undefined);
  return {
    kind: 'optional',
    present: Uint8Array.from(values, (value) => (value === undefined ? 0 : 1)),
    values: toColumn(present),
  };
};

const texts = (values: readonly string[]): Column => {
  const words = new Map<string, number>();
  for (const value of values) if (!words.has(value)) words.set(value, words.size);
  if (words.size * 2 > values.length) return { kind: 'texts', joined: values.join(SEPARATOR), count: values.length };
  return { kind: 'words', words: [...words.keys()], index: Uint32Array.from(values, (value) => words.get(value) ?? 0) };
};

const objects = (values: readonly Readonly<Record<string, unknown>>[]): Column => {
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  return { kind: 'objects', keys, columns: keys.map((key) => toColumn(values.map((value) => value[key]))), count: values.length };
};

/** The values again. A field that some objects lack is undefined in those. */
export const fromColumn = (column: Column): readonly unknown[] => {
  switch (column.kind) {
    case 'integers':
      return Array.from(column.values);
    case 'words':
      return Array.from(column.index, (index) => column.words[index]);
    case 'texts':
      return column.joined.split(SEPARATOR);
    case 'objects':
      return rows(column.keys, column.columns.map(fromColumn), column.count);
    case 'lists':
      return slices(column.lengths, fromColumn(column.items));
    case 'optional': {
      const values = fromColumn(column.values).values();
      return Array.from(column.present, (present) => (present ? values.next().value : undefined));
    }
    case 'other':
      return column.values;
  }
};

const rows = (keys: readonly string[], columns: readonly (readonly unknown[])[], count: number): unknown[] =>
  Array.from({ length: count }, (_, row) => {
    const object: Record<string, unknown> = {};
    for (let index = 0; index < keys.length; index += 1) object[keys[index] ?? ''] = columns[index]?.[row];
    return object;
  });

const slices = (lengths: Uint32Array, items: readonly unknown[]): unknown[] => {
  let start = 0;
  return Array.from(lengths, (length) => items.slice(start, (start += length)));
};
