import { parseAmount, toMoneyJson, type Money, type MoneyJson } from './money';

/** A value as it stands in JSON: every `Money` in it is a `MoneyJson`. */
export type Wire<T> = T extends Money
  ? MoneyJson
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

const isMoney = (value: object): value is Money => 'minor' in value && 'currency' in value;

const isMoneyJson = (value: object): value is MoneyJson => {
  const { amount, currency, ...rest } = value as Partial<MoneyJson>;
  return typeof amount === 'string' && typeof currency === 'string' && Object.keys(rest).length === 0;
};

/** Turns domain data into JSON data: each Money into its decimal string, absent fields left out. */
export const toWire = <T>(value: T): Wire<T> => write(value) as Wire<T>;

const write = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(write);
  if (isMoney(value)) return toMoneyJson(value);
  const out: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) if (field !== undefined) out[key] = write(field);
  return out;
};

/** Turns JSON data back into domain data. Throws on an amount that its currency cannot hold: stored data is never guessed at. */
export const fromWire = <T>(value: Wire<T>): T => read(value) as T;

const read = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(read);
  if (isMoneyJson(value)) {
    const negative = value.amount.startsWith('-');
    const amount = parseAmount(negative ? value.amount.slice(1) : value.amount, value.currency);
    if (typeof amount === 'string') throw new Error(`no amount of money (${amount}): ${JSON.stringify(value)}`);
    return negative ? { ...amount, minor: -amount.minor } : amount;
  }
  const out: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) out[key] = read(field);
  return out;
};
