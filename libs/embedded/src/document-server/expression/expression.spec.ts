import { Decimal128, Document, Double, Int32, Long } from 'bson';
import { ServerError } from '../errors';
import { given, received, value } from '../testing/values';
import { compileExpression, Scope } from '.';

const BIG = Long.fromString('9007199254740993');
const decimal = (s: string): Decimal128 => Decimal128.fromString(s);
const day = (s: string): Date => new Date(`${s}T00:00:00Z`);

const evaluate = (expression: unknown, document: Document = {}): unknown => {
  const result = compileExpression(value(expression), Scope.root()).run(given(document), []);
  return result === undefined ? undefined : received(given({}).set('v', result)).v;
};
const expected = (v: unknown): unknown => received(given({ v })).v;
const refusal = (expression: unknown, document: Document = {}): unknown => {
  try {
    evaluate(expression, document);
  } catch (error) {
    return error instanceof ServerError ? error.code : error;
  }
  return undefined;
};

describe('an expression', () => {
  it.each<[unknown, Document, unknown]>([
    [{ $add: ['$a', 2] }, { a: BIG }, Long.fromString('9007199254740995')],
    [{ $add: ['$a', 1] }, { a: 2147483647 }, Long.fromNumber(2147483648)],
    [{ $add: ['$a', '$b'] }, { a: decimal('0.1'), b: decimal('0.2') }, decimal('0.3')],
    [{ $add: ['$a', '$nope'] }, { a: 1 }, null],
    [{ $multiply: ['$a', '$a'] }, { a: Long.fromString('3000000001') }, Long.fromString('9000000006000000001')],
    [{ $divide: [10, 5] }, {}, new Double(2)],
    [{ $mod: ['$a', 10] }, { a: BIG }, Long.fromNumber(3)],
    [{ $round: ['$a', 1] }, { a: decimal('2.25') }, decimal('2.2')],
    [{ $round: ['$a', 2] }, { a: 1.015 }, 1.01],
    [{ $round: [2.5] }, {}, new Double(2)],
    [{ $trunc: [-2.7] }, {}, new Double(-2)],
    [{ $subtract: ['$b', '$a'] }, { a: day('2024-01-01'), b: day('2024-01-03') }, Long.fromNumber(172_800_000)],
    [
      {
        $sum: { $map: { input: { $filter: { input: '$m', cond: { $lte: ['$$this.on', '2024-02-01'] } } }, in: '$$this.minor' } },
      },
      {
        m: [
          { on: '2024-01-01', minor: BIG },
          { on: '2024-02-01', minor: 1 },
          { on: '2024-02-02', minor: 7 },
        ],
      },
      Long.fromString('9007199254740994'),
    ],
    [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, {}, 6],
    [{ $switch: { branches: [{ case: { $gte: ['$due', '2026-01-31'] }, then: 0 }], default: 5 } }, { due: '2026-01-30' }, 5],
    [{ $cond: [{ $gt: ['$n', 5] }, 'a', 'b'] }, { n: 'text is above numbers' }, 'a'],
    [{ $ifNull: ['$nope', '$x', 'd'] }, { x: null }, 'd'],
    [{ $eq: ['$nope', null] }, {}, false],
    [{ $lt: ['$nope', null] }, {}, true],
    [{ $and: [1, ''] }, {}, true],
    [{ $or: [0, null, '$nope'] }, {}, false],
    ['$m.n', { m: [{ n: 1 }, {}, { n: 2 }] }, [1, 2]],
    [{ $arrayElemAt: ['$v', -1] }, { v: [1, 2] }, 2],
    [{ $slice: ['$v', 1, 2] }, { v: [1, 2, 3, 4] }, [2, 3]],
    [
      {
        $setUnion: [
          [1, 2],
          [Long.ONE, 3],
        ],
      },
      {},
      [1, 2, 3],
    ],
    [{ $sortArray: { input: '$v', sortBy: { n: -1 } } }, { v: [{ n: 1 }, { n: 2 }] }, [{ n: 2 }, { n: 1 }]],
    [{ $zip: { inputs: [[1, 2], ['a']] } }, {}, [[1, 'a']]],
    [{ $mergeObjects: ['$a', { y: 2 }] }, { a: { y: 1, x: 1 } }, { y: 2, x: 1 }],
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
          ],
        ],
      },
      {},
      { a: 1, b: 2 },
    ],
    [{ $substrCP: ['zażółć', 2, 3] }, {}, 'żół'],
    [{ $indexOfCP: ['a😀b', 'b'] }, {}, 2],
    [{ $strLenBytes: 'ż' }, {}, 2],
    [{ $split: ['a-b', '-'] }, {}, ['a', 'b']],
    [{ $trim: { input: ' x ' } }, {}, 'x'],
    [{ $regexMatch: { input: 'Acme', regex: '^ac', options: 'i' } }, {}, true],
    [{ $toString: BIG }, {}, '9007199254740993'],
    [{ $toLong: '9007199254740993' }, {}, BIG],
    [{ $toDecimal: '1.10' }, {}, decimal('1.10')],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, {}, -1],
    [{ $type: '$nope' }, {}, 'missing'],
    [
      { $dateDiff: { startDate: '$a', endDate: '$b', unit: 'month' } },
      { a: day('2024-01-31'), b: day('2024-03-01') },
      Long.fromNumber(2),
    ],
    [{ $dateAdd: { startDate: '$a', unit: 'month', amount: 1 } }, { a: day('2024-01-31') }, day('2024-02-29')],
    [{ $dateTrunc: { date: '$a', unit: 'quarter' } }, { a: day('2024-05-31') }, day('2024-04-01')],
    [
      { $dateToString: { date: '$a', format: '%Y-%m-%d %H:%M %z', timezone: 'Europe/Warsaw' } },
      { a: new Date('2024-07-01T12:00:00Z') },
      '2024-07-01 14:00 +0200',
    ],
    [{ $dateFromString: { dateString: '2024-02-29' } }, {}, day('2024-02-29')],
    [{ $isoWeek: '$a' }, { a: day('2024-12-30') }, 1],
    [{ $let: { vars: { d: '$$ROOT' }, in: '$$d.n' } }, { n: 4 }, 4],
    [{ $literal: '$a' }, {}, '$a'],
  ])('%j of %j', (expression, document, result) => {
    expect(evaluate(expression, document)).toEqual(expected(result));
  });

  it('leaves out a missing field of a literal document', () => {
    expect(evaluate({ a: '$nope', b: 1 })).toEqual({ b: new Int32(1) });
  });

  it.each<[unknown, number]>([
    [{ $foo: 1 }, 168],
    [{ $divide: [1, 0] }, 2],
    [{ $add: ['x', 1] }, 14],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
    ['$$nope', 17276],
    [{ $cmp: [1] }, 16020],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: BIG }, 241],
    [{ $dateToString: { date: 'x' } }, 16006],
  ])('%j is refused with code %i', (expression, code) => {
    expect(refusal(expression)).toBe(code);
  });
});
