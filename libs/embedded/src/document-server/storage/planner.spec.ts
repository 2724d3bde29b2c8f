import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Document, Double, Long } from 'bson';
import fc from 'fast-check';
import { bytesOf, Database } from '../testing/database';
import { given } from '../testing/values';
import { Scope } from '../expression';
import { parseFilter } from '../query/filter';
import { parseSort, sortDocs } from '../query/sort';
import { OpenFile, openFile } from './file';
import { planFor } from './planner';
import type { Collection } from './collection';

const INDEXES = [
  [{ a: 1 }, {}],
  [{ a: 1, b: -1 }, {}],
  [{ 'c.d': 1 }, {}],
  [{ b: 1, a: 1 }, { sparse: true }],
  [{ b: 1 }, { partialFilterExpression: { a: { $gt: 1 } } }],
] as const;

const scalar = fc.constantFrom<unknown>(
  null,
  1,
  2,
  3,
  new Double(2.5),
  Long.fromString('9007199254740993'),
  Decimal128.fromString('2.5'),
  'a',
  'b',
  '',
  true,
  NaN,
  new Date(0),
  { x: 1 },
);
const field = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.integer({ min: 0, max: 9 })), { maxLength: 3 }) },
);
const document = fc.record(
  { a: field, b: field, c: fc.oneof(field, fc.record({ d: field }), fc.array(fc.record({ d: field }), { maxLength: 2 })) },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  field,
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((operator) => field.map((v) => ({ [operator]: v }))),
  fc.tuple(field, field).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })).map(([low, high]) => ({ $gt: low, $lt: high })),
  fc.array(field, { maxLength: 3 }).map((list) => ({ $in: list })),
);
const filter = fc.oneof(
  fc.record({ a: condition }),
  fc.record({ b: condition }),
  fc.record({ a: condition, b: condition }),
  fc.record({ b: condition, 'c.d': condition }, { requiredKeys: ['c.d'] }),
  fc.constant<Document>({}),
);
const sort = fc.constantFrom<Document>({}, { a: 1 }, { a: -1 }, { a: 1, b: 1 }, { b: 1 }, { 'c.d': 1 });

/** What is looked at here is in memory: waiting for the disk would only make it slow. */
const unsynced: OpenFile = async (path) => ({ ...(await openFile(path)), sync: () => Promise.resolve() });

/** Whether a stable sort leaves the two where they are, whichever comes first. */
const sortAlike = (a: Document, b: Document, order: Document): boolean => {
  const [x, y, keys] = [given(a), given(b), parseSort(given(order))];
  return sortDocs([x, y], keys)[0] === x && sortDocs([y, x], keys)[0] === y;
};

jest.setTimeout(60_000);

describe('indexes', () => {
  let folder: string;
  let database: Database;
  let round = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
    database = await Database.open({ dataDir: folder, openFile: unsynced });
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('never change what a query finds, through inserts, updates and deletes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 12 }),
        fc.array(document, { maxLength: 4 }),
        filter,
        sort,
        async (documents, changed, query, order) => {
          const [plain, indexed] = [`p${round}`, `i${round++}`];
          const indexes = INDEXES.map(([key, options], i) => ({ key, name: `i${i}`, ...options }));
          await database.run({ createIndexes: indexed, indexes });
          const rows = documents.map((one, i): Document => ({ _id: i, ...one }));
          const { writeErrors: refused = [] } = await database.insert(indexed, ...rows); // two arrays in one key
          const kept = rows.filter((_, i) => !(refused as Document[]).some(({ index }) => Number(index) === i));
          if (kept.length > 0) await database.insert(plain, ...kept);
          for (const [i, one] of changed.entries()) {
            const statement = { q: { _id: i }, u: { ...one, n: 1 } };
            const { writeErrors } = await database.run({ update: indexed, updates: [statement] });
            if (!writeErrors) await database.run({ update: plain, updates: [statement] });
          }
          for (const collection of [plain, indexed])
            await database.run({ delete: collection, deletes: [{ q: { _id: documents.length - 1 }, limit: 1 }] });
          const more = { sort: { ...order, _id: 1 } };
          const [expected, found] = [await database.find(plain, query, more), await database.find(indexed, query, more)];
          expect(found.map(bytesOf)).toEqual(expected.map(bytesOf));
          const [byScan, byIndex] = [
            await database.find(plain, query, { sort: order }),
            await database.find(indexed, query, { sort: order }),
          ];
          expect(byIndex.map(bytesOf).sort()).toEqual(expected.map(bytesOf).sort());
          byScan.forEach((d, i) => expect(sortAlike(d, byIndex[i] as Document, order)).toBe(true));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('find an array whose elements meet one bound each', async () => {
    await database.run({ createIndexes: 'bounds', indexes: [{ key: { v: 1 }, name: 'v_1' }] });
    await database.insert('bounds', { _id: 1, v: [1, 9] }, { _id: 2, v: 5 }, { _id: 3, v: 9 });
    const found = await database.find('bounds', { v: { $gt: 4, $lt: 6 } }, { sort: { _id: 1 } });
    expect(found.map((d) => Number(d._id))).toEqual([1, 2]);
  });

  it('give the order of a sort when they can', async () => {
    await database.run({ createIndexes: 'order', indexes: [{ key: { s: 1, d: 1 }, name: 's_1_d_1' }] });
    await database.insert('order', ...Array.from({ length: 50 }, (_, i) => ({ _id: i, s: `s${i % 2}`, d: 50 - i })));
    const found = await database.find('order', { s: 's1' }, { sort: { d: -1 }, limit: 3 });
    expect(found.map((d) => Number(d._id))).toEqual([1, 3, 5]);
    const collection = database.engine.find('d', 'order') as Collection;
    const plan = (query: Document, by: Document): unknown =>
      planFor(collection, parseFilter(given(query), Scope.root()), parseSort(given(by)));
    expect(plan({ s: 's1' }, { d: -1 })).toMatchObject({ kind: 'index', sorted: true, reverse: true });
    expect(plan({ s: { $in: ['s0', 's1'] } }, { d: 1 })).toMatchObject({ kind: 'index', sorted: false });
    expect(plan({ _id: 5, s: 's1' }, {})).toMatchObject({ kind: 'ids' });
    expect(plan({ d: 5 }, {})).toMatchObject({ kind: 'scan' });
  });

  it('refuse a duplicate with its key, and leave nothing behind', async () => {
    await database.run({ createIndexes: 'unique', indexes: [{ key: { a: 1, b: 1 }, name: 'ab', unique: true }] });
    await database.insert('unique', { _id: 1, a: 'x', b: 1 }, { _id: 2, a: 'y', b: 1 });
    const answer = await database.run({ update: 'unique', updates: [{ q: { _id: 2 }, u: { $set: { a: 'x' } } }] });
    expect(answer).toMatchObject({ writeErrors: [{ code: { value: 11000 }, keyValue: { a: 'x', b: { value: 1 } } }] });
    expect((await database.find('unique', { a: 'y' })).length).toBe(1);
  });

  it('make a statement whole or nothing', async () => {
    await database.run({ createIndexes: 'whole', indexes: [{ key: { k: 1 }, name: 'k', unique: true }] });
    await database.insert('whole', { _id: 1, k: 1 }, { _id: 2, k: 2 });
    const { writeErrors } = await database.run({ update: 'whole', updates: [{ q: {}, u: { $set: { k: 9 } }, multi: true }] });
    expect(writeErrors).toHaveLength(1);
    expect((await database.find('whole', {}, { sort: { _id: 1 } })).map((d) => Number(d.k))).toEqual([1, 2]);
  });

  it('store what follows a failed first statement in a new collection', async () => {
    const answer = await database.insert('fresh', { _id: [1] }, { _id: 2 });
    expect(answer).toMatchObject({ n: { value: 1 }, writeErrors: [{ index: { value: 0 } }] });
    expect(await database.find('fresh')).toHaveLength(1);
  });
});
