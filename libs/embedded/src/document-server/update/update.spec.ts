import { Decimal128, Document, Double, Int32, Long } from 'bson';
import { ServerError } from '../errors';
import { Scope } from '../expression';
import { parseFilter } from '../query/filter';
import { given, received, value } from '../testing/values';
import type { Value } from '../values/types';
import { compileUpdate } from './update';
import { upserted } from './upsert';

const compile = (update: unknown, filter: Document, filters?: Document[]): ReturnType<typeof compileUpdate> => {
  const scope = Scope.root();
  return compileUpdate(value(update), parseFilter(given(filter), scope), filters && (value(filters) as readonly Value[]), {
    scope,
    database: 'd',
    find: () => undefined,
  });
};
const apply = (document: Document, update: unknown, filter: Document = {}, filters?: Document[]): Document =>
  received(compile(update, filter, filters).apply(given(document), false, []));
const typed = (document: Document): Document => received(given(document));
const refusal = (document: Document, update: unknown): unknown => {
  try {
    apply(document, update);
  } catch (error) {
    return error instanceof ServerError ? error.code : error;
  }
  return undefined;
};
type Row = [name: string, document: Document, update: unknown, expected: Document, filter?: Document, filters?: Document[]];
const rows = (
  list: Row[],
): {
  name: string;
  document: Document;
  update: unknown;
  expected: Document;
  filter: Document;
  filters: Document[] | undefined;
}[] =>
  list.map(([name, document, update, expected, filter = {}, filters]) => ({ name, document, update, expected, filter, filters }));
const BIG = Long.fromString('9007199254740993');

describe('an update', () => {
  it.each(
    rows([
      ['$set makes documents on the way', {}, { $set: { 'a.b': 1 } }, { a: { b: 1 } }],
      ['$set past the end pads with null', { v: [1] }, { $set: { 'v.3': 9 } }, { v: [1, null, null, 9] }],
      ['new fields come in name order', {}, { $set: { c: 1, a: 2 } }, { a: 2, c: 1 }],
      ['$unset in an array leaves null', { v: [1, 2] }, { $unset: { 'v.0': 1 } }, { v: [null, 2] }],
      ['$inc of a long beyond 2^53', { v: BIG }, { $inc: { v: 1 } }, { v: Long.fromString('9007199254740994') }],
      ['$inc past 2^31 becomes long', { v: 2147483647 }, { $inc: { v: 1 } }, { v: Long.fromNumber(2147483648) }],
      ['$inc keeps a double', { v: new Double(2) }, { $inc: { v: 1 } }, { v: new Double(3) }],
      [
        '$inc of a decimal',
        { v: Decimal128.fromString('0.10') },
        { $inc: { v: Decimal128.fromString('0.20') } },
        { v: Decimal128.fromString('0.30') },
      ],
      ['$mul of a missing field', {}, { $mul: { v: BIG } }, { v: Long.ZERO }],
      ['$max by value', { v: Decimal128.fromString('9') }, { $max: { v: 10 } }, { v: 10 }],
      ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
      ['$push with modifiers', { v: [3, 1] }, { $push: { v: { $each: [2], $sort: 1, $slice: -2 } } }, { v: [2, 3] }],
      ['$addToSet by value', { v: [1] }, { $addToSet: { v: { $each: [Long.ONE, 2] } } }, { v: [1, 2] }],
      ['$pull by condition', { v: [{ a: 1, b: 1 }, { a: 2 }] }, { $pull: { v: { a: 1 } } }, { v: [{ a: 2 }] }],
      ['$pullAll', { v: [1, 2, 1] }, { $pullAll: { v: [1] } }, { v: [2] }],
      ['$pop', { v: [1, 2] }, { $pop: { v: -1 } }, { v: [2] }],
      ['$bit', { v: 5 }, { $bit: { v: { and: 4 } } }, { v: 4 }],
      ['positional $', { v: [{ a: 1 }, { a: 2 }] }, { $set: { 'v.$.b': 9 } }, { v: [{ a: 1 }, { a: 2, b: 9 }] }, { 'v.a': 2 }],
      ['$[]', { v: [1, 2] }, { $inc: { 'v.$[]': 1 } }, { v: [2, 3] }],
      [
        'array filters',
        { v: [{ a: 1 }, { a: 2 }] },
        { $set: { 'v.$[e].b': 1 } },
        { v: [{ a: 1 }, { a: 2, b: 1 }] },
        {},
        [{ 'e.a': { $gt: 1 } }],
      ],
      ['a replacement keeps _id, in front', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
      [
        'a pipeline',
        { _id: 1, a: 1 },
        [{ $set: { b: { $add: ['$a', BIG] } } }, { $unset: 'a' }],
        { _id: 1, b: Long.fromString('9007199254740994') },
      ],
    ]),
  )('$name', ({ document, update, expected, filter, filters }) => {
    expect(apply(document, update, filter, filters)).toEqual(typed(expected));
  });

  it('that changes nothing answers the same document', () => {
    const before = given({ _id: 1, v: 5, a: { b: [1] } });
    expect(compile({ $set: { v: 5, 'a.b': [1] }, $unset: { nope: 1 } }, {}).apply(before, false, [])).toBe(before);
    expect(compile({ _id: 1, v: 5, a: { b: [1] } }, {}).apply(before, false, [])).toBe(before);
  });

  it.each<[Document, unknown, number]>([
    [{ a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } }, 40],
    [{ a: 1 }, { $set: { b: {}, 'b.c': 1 } }, 40],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $inc: { a: 'x' } }, 14],
    [{ a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $foo: { a: 1 } }, 9],
    [{ _id: 1 }, { $set: { _id: 2 } }, 66],
    [{ _id: 1 }, { _id: 2 }, 66],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    [{ a: 1 }, [{ $group: { _id: 1 } }], 72],
  ])('%j by %j is refused with code %i', (document, update, code) => {
    expect(refusal(document, update)).toBe(code);
  });
});

describe('an upsert', () => {
  const insert = (filter: Document, update: unknown): Document =>
    received(upserted(parseFilter(given(filter), Scope.root()), compile(update, filter), []));

  it('takes equality conditions and what is set on insert', () => {
    expect(
      insert({ _id: 1, a: { $gt: 5 }, b: { $eq: 3 }, $and: [{ 'c.d': 4 }] }, { $set: { z: 1 }, $setOnInsert: { y: 2 } }),
    ).toEqual(typed({ _id: 1, b: 3, c: { d: 4 }, y: 2, z: 1 }));
  });

  it('by replacement takes the _id only', () => {
    expect(insert({ _id: 'k', a: 1 }, { b: 1 })).toEqual({ _id: 'k', b: new Int32(1) });
  });
});
