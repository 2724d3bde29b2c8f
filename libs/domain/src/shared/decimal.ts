/** A number that is no money, such as a share, an index or a fact of a buyer: a decimal string, at most 15 digits before and 9 after the point. */
export type Decimal = string;

const PLACES = 9;
const PATTERN = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,9}))?$/;

/** One, in the billionths that decimals are reckoned in. */
export const ONE = 10n ** BigInt(PLACES);

/** A decimal string in billionths, exact; undefined when the text is none: no exponent, no plus, no leading zeros. */
export const parseDecimal = (text: string): bigint | undefined => {
  const [, sign, whole, fraction = ''] = PATTERN.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const billionths = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return sign === '-' ? -billionths : billionths;
};

/** A decimal in billionths. Throws on what is none: stored data is never guessed at. */
export const billionths = (decimal: Decimal): bigint => {
  const parsed = parseDecimal(decimal);
  if (parsed === undefined) throw new Error(`no decimal: ${decimal}`);
  return parsed;
};

/** Orders two decimals by value: below 0 when the first is less, 0 when they are equal (`0.9`, `0.90`), above 0 when it is more. */
export const compareDecimals = (a: Decimal, b: Decimal): -1 | 0 | 1 => {
  const [first, second] = [billionths(a), billionths(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

/** numerator / denominator to so many decimals, at least one, rounded once, half up. The denominator is positive. */
export const quotient = (numerator: bigint, denominator: bigint, decimals = 2): Decimal => {
  const doubled = 2n * numerator * 10n ** BigInt(decimals) + denominator;
  const rounded = doubled >= 0n ? doubled / (2n * denominator) : -((-doubled + 2n * denominator - 1n) / (2n * denominator));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, '0');
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** The largest decimal that there is, in billionths. */
const MOST = 10n ** 15n * ONE - 1n;

/**
 * part / whole as a decimal string, cut off after nine decimals, not rounded: it never reaches a level that the exact ratio does not.
 * A ratio beyond the largest decimal is that one. The whole is positive.
 */
export const cutOff = (part: bigint, whole: bigint): Decimal => {
  const exact = ((part < 0n ? -part : part) * ONE) / whole;
  const text = (exact < MOST ? exact : MOST).toString().padStart(PLACES + 1, '0');
  const size = `${text.slice(0, -PLACES)}.${text.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return part < 0n && size !== '0' ? `-${size}` : size;
};
