import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, serialize, Timestamp } from 'bson';
import fc from 'fast-check';
import { given, value } from '../testing/values';
import { Decimal } from './decimal';
import { keyOf } from './key';
import { compare, equal, identical } from './order';
import { Sum, sumOf } from './sum';
import { Double as StoredDouble } from './types';
import { writeDoc } from './write';

/** Numbers around the edges where one type can't hold what another can. */
const edges = fc.constantFrom(
  ...[0, -0, 1, -1, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 2 ** 63, -(2 ** 63), 0.1, 0.5, 5e-324, 1.7976931348623157e308].map(
    (x) => new Double(x),
  ),
  ...['9007199254740992', '9007199254740993', '9007199254740994', '9223372036854775807', '-9223372036854775808'].map((s) =>
    Long.fromString(s),
  ),
  ...[
    '0.1',
    '0.10',
    '1E+3',
    '9007199254740993',
    '9007199254740993.5',
    '-1E-6176',
    '9.999E+6144',
    '-9.999E+6144',
    'NaN',
    'Infinity',
  ].map((s) => Decimal128.fromString(s)),
  ...[NaN, Infinity, -Infinity].map((x) => new Double(x)),
);
const number = fc.oneof(
  edges,
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => new Int32(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.double().map((x) => new Double(x)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -40, max: 40 }))
    .map(([n, e]) => Decimal128.fromString(`${n}E${e}`)),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'ab', '\u{1F600}', '\uFFFD', '\uD7FF'),
);
const scalar = fc.oneof(
  number,
  text,
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey(), new Timestamp(1n), new Timestamp(2n ** 63n)),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => new Binary(bytes)),
);
const any = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

jest.setTimeout(60_000);

describe('order and canonical keys', () => {
  it('agree for any two values', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [x, y] = [value(a), value(b)];
        const [p, q] = [keyOf(x), keyOf(y)];
        expect(Math.sign(compare(x, y)) + 0).toBe(p < q ? -1 : p > q ? 1 : 0); // + 0: zero has one sign here
      }),
      { numRuns: 1500 },
    );
  });

  it('agree for any two numbers, exactly', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [value(a), value(b)];
        const [p, q] = [keyOf(x), keyOf(y)];
        // + 0, for compare may say -0
        expect(Math.sign(compare(x, y)) + 0).toBe(p < q ? -1 : p > q ? 1 : 0);
      }),
      { numRuns: 1500 },
    );
  });

  it('no key is the beginning of another, so that parts of compound keys do not run together', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [p, q] = [keyOf(value(a)), keyOf(value(b))];
        if (p !== q) expect(q.startsWith(p)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('follow the order of types', () => {
    const rising = [
      new MinKey(),
      null,
      5,
      'a',
      { a: 1 },
      [1],
      new Binary(Buffer.from('x')),
      new ObjectId(),
      false,
      new Date(0),
      new Timestamp(1n),
      /x/,
      new MaxKey(),
    ];
    const values = rising.map(value);
    expect([...values].reverse().sort(compare)).toEqual(values);
  });

  it('put equal numbers of different types together and neighbouring longs apart', () => {
    const ones = [new Int32(1), new Double(1), Long.ONE, Decimal128.fromString('1.0')].map(value);
    expect(new Set(ones.map(keyOf)).size).toBe(1);
    expect(keyOf(value(Long.fromString('9007199254740993')))).not.toBe(keyOf(value(new Double(9007199254740992))));
    expect(equal(value(new Double(0.1)), value(Decimal128.fromString('0.1')))).toBe(false);
  });

  it('compare documents field by field, in order', () => {
    expect(compare(given({ a: 1, b: 1 }), given({ b: 1, a: 1 }))).toBeLessThan(0);
    expect(compare(given({ a: 1 }), given({ a: 1, b: 1 }))).toBeLessThan(0);
  });
});

describe('documents', () => {
  it('come back byte for byte', () => {
    fc.assert(
      fc.property(any, (v) => {
        const bytes = Buffer.from(serialize({ v }));
        expect(writeDoc(given({ v })).equals(bytes)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keep the order of names that look like numbers, and names of the prototype', () => {
    const built = given({}).set('b', 1).set('1', 2).set('__proto__', 3);
    expect(built.shape.names).toEqual(['b', '1', '__proto__']);
    expect(built.get('__proto__')).toBe(3);
  });

  it('are identical only in type and order', () => {
    expect(identical(value(5), value(Long.fromNumber(5)))).toBe(false);
    expect(identical(value(Decimal128.fromString('1.0')), value(Decimal128.fromString('1.00')))).toBe(false);
    expect(identical(given({ a: [1, { b: 2 }] }), given({ a: [1, { b: 2 }] }))).toBe(true);
  });
});

describe('decimals', () => {
  const decimal = (s: string): Decimal => Decimal.fromText(s) as Decimal;

  it('read and print as the client library does', () => {
    for (const s of [
      '0',
      '-0',
      '1.10',
      '1E+3',
      '1.5E-7',
      '0.000001',
      '1234567890123456789012345678901234',
      '-9.99E+6144',
      'NaN',
      'Infinity',
      '-Infinity',
    ])
      expect(decimal(s).toString()).toBe(Decimal128.fromString(s).toString());
  });

  it('add, multiply and divide exactly, to 34 digits, half even', () => {
    expect(decimal('0.1').add(decimal('0.2')).toString()).toBe('0.3');
    expect(decimal('1.10').multiply(decimal('1.5')).toString()).toBe('1.650');
    expect(decimal('1').divide(decimal('8')).toString()).toBe('0.125');
    expect(decimal('2').divide(decimal('3')).toString()).toBe('0.6666666666666666666666666666666667');
    expect(decimal('2.25').quantize(1, 'halfEven').toString()).toBe('2.2');
    expect(decimal('-7').remainder(decimal('3')).toString()).toBe('-1');
  });
});

describe('sums', () => {
  const sum = (...values: unknown[]): unknown => {
    const total = new Sum();
    for (const v of values) total.add(value(v));
    return total.result();
  };

  it('have the widest type that was added', () => {
    expect(sum(1, 2)).toBe(3);
    expect(sum(2147483647, 1)).toBe(2147483648n);
    expect(sum(Long.fromString('9007199254740993'), 2)).toBe(9007199254740995n);
    expect(sum(1, new Double(2))).toEqual(new StoredDouble(3));
    expect(String(sum(Decimal128.fromString('0.01'), Long.fromString('9007199254740993')))).toBe('9007199254740993.01');
  });

  it('of longs are exact whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), { minLength: 1, maxLength: 7 }), (longs) => {
        const expected = longs.reduce((a, b) => a + b);
        expect(sum(...longs.map((n) => Long.fromBigInt(n)))).toBe(expected);
        expect(sumOf(longs)).toBe(expected);
        expect(sumOf([...longs, 1, -1])).toBe(expected);
      }),
    );
  });
});
