import { Document, Int32 } from 'mongodb';
import { BEYOND, contract, KEPT, long, Row } from './contract';

const t = contract();

describe('an aging report', () => {
  const asOf = '2026-01-31';
  const item = (n: number, more: Document): Row => ({
    _id: n,
    seller: 'acme',
    buyer: 'B1',
    currency: 'EUR',
    from: '2025-06-01',
    until: '9999-12-31',
    dueOn: '2026-01-15',
    openMinor: BEYOND,
    lastMovedOn: '2026-01-01',
    movements: [],
    ...more,
  });
  const open = {
    $cond: [
      { $lte: ['$lastMovedOn', asOf] },
      '$openMinor',
      {
        $sum: { $map: { input: { $filter: { input: '$movements', cond: { $lte: ['$$this.on', asOf] } } }, in: '$$this.minor' } },
      },
    ],
  };
  const bucket = {
    $switch: {
      branches: [
        { case: { $gte: ['$dueOn', asOf] }, then: 0 },
        { case: { $gte: ['$dueOn', '2026-01-01'] }, then: 1 },
      ],
      default: 2,
    },
  };
  const pipeline = [
    { $match: { seller: 'acme', from: { $lte: asOf }, until: { $gt: asOf } } },
    { $group: { _id: { buyer: '$buyer', currency: '$currency', bucket }, open: { $sum: open }, items: { $sum: 1 } } },
    { $sort: { '_id.buyer': 1, '_id.currency': 1, '_id.bucket': 1 } },
  ];

  it.each([false, true])('cuts buckets for a date and sums longs exactly, with an index: %s', async (indexed) => {
    if (indexed) await t.c.createIndex({ seller: 1, from: 1 });
    await t.c.insertMany([
      item(1, {}),
      item(2, { openMinor: 1n }),
      item(3, { dueOn: '2026-01-31' }),
      item(4, {
        dueOn: '2025-12-31',
        lastMovedOn: '2026-02-10',
        openMinor: 0n,
        movements: [
          { on: '2025-06-01', minor: 700n },
          { on: '2026-01-31', minor: -200n },
          { on: '2026-02-10', minor: -500n },
        ],
      }),
      item(5, { until: '2026-01-31' }),
      item(6, { from: '2026-02-01' }),
      item(7, { seller: 'other' }),
      item(8, { buyer: 'B2', currency: 'USD' }),
    ]);
    const rows = await t.c.aggregate(pipeline, KEPT).toArray();
    expect(rows).toEqual([
      { _id: { buyer: 'B1', currency: 'EUR', bucket: new Int32(0) }, open: long(BEYOND), items: new Int32(1) },
      { _id: { buyer: 'B1', currency: 'EUR', bucket: new Int32(1) }, open: long(BEYOND + 1n), items: new Int32(2) },
      { _id: { buyer: 'B1', currency: 'EUR', bucket: new Int32(2) }, open: long(500n), items: new Int32(1) },
      { _id: { buyer: 'B2', currency: 'USD', bucket: new Int32(1) }, open: long(BEYOND), items: new Int32(1) },
    ]);
  });

  it('joins, unwinds and merges', async () => {
    const buyers = t.db.collection<Document & { _id: string }>(`${t.c.collectionName}_buyers`);
    const totals = t.db.collection(`${t.c.collectionName}_totals`);
    await buyers.insertMany([
      { _id: 'B1', name: 'Ägir' },
      { _id: 'B3', name: 'none' },
    ]);
    await t.c.insertMany([
      item(1, {
        movements: [
          { on: '2025-06-01', minor: 5n },
          { on: '2025-07-01', minor: 6n },
        ],
      }),
      item(2, { buyer: 'B2' }),
    ]);
    await t.c
      .aggregate([
        { $unwind: { path: '$movements', preserveNullAndEmptyArrays: true } },
        { $group: { _id: '$buyer', moved: { $sum: '$movements.minor' } } },
        { $lookup: { from: buyers.collectionName, localField: '_id', foreignField: '_id', as: 'buyer' } },
        { $set: { name: { $ifNull: [{ $first: '$buyer.name' }, '?'] } } },
        { $unset: 'buyer' },
        { $merge: { into: totals.collectionName } },
      ])
      .toArray();
    expect(await totals.find({}, { sort: { _id: 1 } }).toArray()).toEqual([
      { _id: 'B1', moved: 11, name: 'Ägir' },
      { _id: 'B2', moved: 0, name: '?' },
    ]);
  });
});

describe('queries', () => {
  it('with an index answer as without, and explain says which', async () => {
    const docs = Array.from({ length: 200 }, (_, i) => ({
      _id: i,
      seller: `s${i % 3}`,
      dueOn: `2026-01-${String((i % 28) + 1).padStart(2, '0')}`,
      ...(i % 7 === 0 ? {} : { n: i }),
    }));
    await t.c.insertMany(docs);
    const filters = [
      { seller: 's1' },
      { seller: 's1', dueOn: { $gte: '2026-01-10', $lt: '2026-01-20' } },
      { seller: { $in: ['s0', 's2'] }, dueOn: '2026-01-05' },
      { n: null },
      { n: { $gt: 150 } },
    ];
    const answers = async (): Promise<unknown[]> => Promise.all(filters.map((filter) => t.ids(filter)));
    const before = await answers();
    await t.c.createIndexes([{ key: { seller: 1, dueOn: 1 } }, { key: { n: 1 } }]);
    expect(await answers()).toEqual(before);
    expect(JSON.stringify(await t.c.find({ seller: 's1' }).explain('queryPlanner'))).toContain('IXSCAN');
    expect(JSON.stringify(await t.c.find({ dueOn: '2026-01-05' }).explain('queryPlanner'))).toContain('COLLSCAN');
  });

  it('page with sort, skip and limit, over many batches', async () => {
    await t.c.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, k: i % 10 })));
    expect((await t.c.find({ k: 3 }, { sort: { _id: -1 }, skip: 2, limit: 3 }).toArray()).map((d) => d._id)).toEqual([
      973, 963, 953,
    ]);
    expect(await t.c.find({}, { batchSize: 37 }).toArray()).toHaveLength(1000);
    expect(await t.c.countDocuments({ k: { $lt: 5 } })).toBe(500);
    expect((await t.c.distinct('k')).length).toBe(10);
  });

  it('order strings by code points and nulls before values', async () => {
    await t.c.insertMany([
      { _id: 1, v: '\u{1F600}' },
      { _id: 2, v: '\uFFFD' },
      { _id: 3, v: 'Z' },
      { _id: 4, v: 'a' },
      { _id: 5 },
    ]);
    expect((await t.c.find({}, { sort: { v: 1 } }).toArray()).map((d) => d._id)).toEqual([5, 3, 4, 2, 1]);
  });

  it('show a snapshot: a cursor is not disturbed by later writes', async () => {
    await t.c.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: i })));
    const cursor = t.c.find({}, { sort: { _id: 1 }, batchSize: 10 });
    await cursor.next();
    await t.c.insertOne({ _id: 100 });
    const rest = await cursor.toArray();
    expect(rest.length).toBeGreaterThanOrEqual(49);
  });
});
