import { minorDigits } from './currencies';

/** An amount of money: whole minor units (cents for EUR, yen for JPY) of an ISO 4217 currency. Exact; never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** Money as it travels in JSON: a decimal string with the currency's digits, `{"amount":"1234.56","currency":"EUR"}`. */
export interface MoneyJson {
  readonly amount: string;
  readonly currency: string;
}

/** The largest amount, in minor units: a 64-bit integer holds the sum of a thousand of them. */
export const MAX_MINOR = 9_000_000_000_000_000n;

const DECIMAL = /^(0|[1-9]\d{0,17})(?:\.(\d{1,4}))?$/;

export const money = (minor: bigint, currency: string): Money => ({ minor, currency });

/** Why a text is no amount of the currency. */
export type AmountFault = 'currency_unknown' | 'not_a_decimal' | 'too_many_digits' | 'out_of_range';

/** Reads a decimal string. A fault is answered, never rounded away. */
export const parseAmount = (amount: string, currency: string): Money | AmountFault => {
  const digits = minorDigits(currency);
  if (digits === undefined) return 'currency_unknown';
  const match = DECIMAL.exec(amount);
  if (!match) return 'not_a_decimal';
  const [, whole = '0', fraction = ''] = match;
  if (fraction.length > digits) return 'too_many_digits';
  const minor = BigInt(whole + fraction.padEnd(digits, '0'));
  return minor > MAX_MINOR ? 'out_of_range' : { minor, currency };
};

/** Minor units as a decimal string with exactly the currency's digits; a minus sign when negative. */
export const formatMinor = (minor: bigint, currency: string): string => {
  const digits = minorDigits(currency) ?? 2;
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

export const toMoneyJson = ({ minor, currency }: Money): MoneyJson => ({ amount: formatMinor(minor, currency), currency });

const same = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new Error(`amounts of unlike currencies never add: ${a.currency}, ${b.currency}`);
};

export const add = (a: Money, b: Money): Money => {
  same(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
};

export const subtract = (a: Money, b: Money): Money => {
  same(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
};

/** Whether a is strictly more than b. */
export const exceeds = (a: Money, b: Money): boolean => {
  same(a, b);
  return a.minor > b.minor;
};

/** The smaller of two amounts of minor units. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
