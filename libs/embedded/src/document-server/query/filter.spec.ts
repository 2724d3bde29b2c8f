import { Decimal128, Document, Long, ObjectId } from 'bson';
import { ServerError } from '../errors';
import { Scope } from '../expression';
import { given } from '../testing/values';
import { compileNode } from './compile';
import { parseFilter } from './filter';

const matches = (filter: Document, document: Document): boolean =>
  compileNode(parseFilter(given(filter), Scope.root()))(given(document), []);
const refusal = (filter: Document): unknown => {
  try {
    parseFilter(given(filter), Scope.root());
  } catch (error) {
    return error instanceof ServerError ? error.code : error;
  }
  return undefined;
};

describe('a filter', () => {
  it.each<[string, Document, Document, boolean]>([
    ['null means missing too', { v: null }, {}, true],
    ['null in an array', { v: null }, { v: [null] }, true],
    ['an empty array is not null', { v: null }, { v: [] }, false],
    ['a scalar means an element', { v: 1 }, { v: [2, 1] }, true],
    ['an array means the whole', { v: [1, 2] }, { v: [1, 2] }, true],
    ['an array means an element', { v: [1, 2] }, { v: [[1, 2]] }, true],
    ['an array in another order differs', { v: [1, 2] }, { v: [2, 1] }, false],
    ['a document in another order differs', { v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }, false],
    [
      'longs beyond 2^53 are told apart',
      { v: Long.fromString('9007199254740993') },
      { v: Long.fromString('9007199254740992') },
      false,
    ],
    ['a double equals an int', { v: 1.0 }, { v: Decimal128.fromString('1.00') }, true],
    ['ranges keep to the type', { v: { $gt: 5 } }, { v: '6' }, false],
    ['NaN is in no range', { v: { $lt: 5 } }, { v: NaN }, false],
    ['two elements may meet one bound each', { v: { $gt: 4, $lt: 6 } }, { v: [1, 9] }, true],
    ['$elemMatch wants one element', { v: { $elemMatch: { $gt: 4, $lt: 6 } } }, { v: [1, 9] }, false],
    ['a path enters arrays of documents', { 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ['a path component may be an index', { 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ['a missing field in one element is null', { 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    ['$ne is the negation of all elements', { v: { $ne: 1 } }, { v: [1, 2] }, false],
    ['$not of a missing field', { v: { $not: { $gt: 1 } } }, {}, true],
    ['$in with a pattern', { v: { $in: [/^a/, 5] } }, { v: 'abc' }, true],
    ['$nin', { v: { $nin: [1, null] } }, {}, false],
    ['$all', { v: { $all: [1, 3] } }, { v: [1, 2, 3] }, true],
    ['$size', { v: { $size: 2 } }, { v: [1, 2] }, true],
    ['$type', { v: { $type: 'long' } }, { v: Long.ONE }, true],
    ['$mod on longs', { v: { $mod: [2, 1] } }, { v: Long.fromString('9007199254740993') }, true],
    ['$expr', { $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    ['strings by code points', { v: { $gt: '\uFFFD' } }, { v: '\u{1F600}' }, true],
    [
      'ObjectIds by bytes',
      { v: { $lt: new ObjectId('ff0000000000000000000000') } },
      { v: new ObjectId('0100000000000000000000ff') },
      true,
    ],
    ['a literal dotted name is not a path', { 'a.b': 1 }, { 'a.b': 1 }, false],
  ])('%s', (_, filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  it.each<[Document, number]>([
    [{ v: { $foo: 1 } }, 2],
    [{ $foo: 1 }, 2],
    [{ $or: [] }, 2],
    [{ v: { $in: 5 } }, 2],
    [{ v: { $type: 'nothing' } }, 2],
    [{ $where: 'true' }, 2],
    [{ v: { $regex: '(' } }, 51091],
    [{ $expr: { $foo: 1 } }, 168],
  ])('%j is refused with code %i', (filter, code) => {
    expect(refusal(filter)).toBe(code);
  });
});
