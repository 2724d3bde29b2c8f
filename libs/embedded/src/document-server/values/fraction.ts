const view = new DataView(new ArrayBuffer(8));

/** The exact value of a finite double as an integer over a power of two. */
export const fractionOf = (x: number): { numerator: bigint; twos: number } => {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  let mantissa = bits & 0xfffffffffffffn;
  if (biased !== 0) mantissa |= 1n << 52n;
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  const numerator = bits >> 63n ? -mantissa : mantissa;
  return exponent >= 0 ? { numerator: numerator << BigInt(exponent), twos: 0 } : { numerator, twos: -exponent };
};
