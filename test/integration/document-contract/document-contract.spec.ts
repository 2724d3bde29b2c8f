import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AnyBulkWriteOperation,
  Decimal128,
  Document,
  Double,
  Int32,
  Long,
  MongoBulkWriteError,
  MongoClient,
  MongoServerError,
} from 'mongodb';
import { startDocumentServer } from '@usance/embedded';
import { BEYOND, contract, KEPT, long, REAL, refusal, Row } from './contract';

/*
 * What the read side relies on, through the official driver: on the embedded server by default, on a real one when
 * USANCE_MONGODB_URL is set, in a database of its own that is dropped afterwards.
 */

const t = contract();

describe('amounts', () => {
  it('of 64 bits are stored, compared, added and sorted exactly', async () => {
    await t.c.insertMany([
      { _id: 1, minor: BEYOND },
      { _id: 2, minor: BEYOND - 1n },
      { _id: 3, minor: -BEYOND },
    ]);
    expect(await t.ids({ minor: BEYOND })).toEqual([1]);
    expect(await t.ids({ minor: { $lt: BEYOND } })).toEqual([2, 3]);
    expect((await t.c.find({}, { sort: { minor: 1 } }).toArray()).map((d) => d._id)).toEqual([3, 2, 1]);
    await t.c.updateOne({ _id: 1 }, { $inc: { minor: 1 } });
    expect((await t.c.findOne({ _id: 1 }, KEPT))?.minor).toEqual(long(BEYOND + 1n));
    const [total] = await t.c.aggregate([{ $group: { _id: null, sum: { $sum: '$minor' } } }], KEPT).toArray();
    expect(total?.sum).toEqual(long(BEYOND));
  });

  it('keep the type they came with', async () => {
    const amounts = {
      int: new Int32(5),
      long: Long.fromNumber(5),
      double: new Double(5),
      decimal: Decimal128.fromString('5.00'),
    };
    await t.c.insertOne({ _id: 1, ...amounts });
    expect(await t.c.findOne({ _id: 1 }, KEPT)).toEqual({ _id: new Int32(1), ...amounts });
    await t.c.updateOne({ _id: 1 }, { $set: { more: true } });
    expect(await t.c.findOne({ _id: 1 }, KEPT)).toMatchObject(amounts);
  });

  it('of equal value and different type are one key', async () => {
    await t.c.insertOne({ _id: 1 });
    for (const _id of [new Double(1), Long.ONE, Decimal128.fromString('1.0')])
      expect(await refusal(t.c.insertOne({ _id }))).toBe(11000);
  });

  it('past 64 bits are refused', async () => {
    await t.c.insertOne({ _id: 1, minor: Long.MAX_VALUE });
    expect(await refusal(t.c.updateOne({ _id: 1 }, { $inc: { minor: 1 } }))).toBe(2);
    expect((await t.c.findOne({ _id: 1 }, KEPT))?.minor).toEqual(Long.MAX_VALUE);
  });
});

describe('a projection', () => {
  const guarded = (from: number, to: number, position: bigint): AnyBulkWriteOperation<Row>[] =>
    Array.from({ length: to - from }, (_, i) => ({
      replaceOne: { filter: { _id: `d${from + i}`, position: { $lt: position } }, replacement: { position, n: i }, upsert: true },
    }));

  it('writes bulks with a guard: what is newer answers 11000, the rest applies', async () => {
    await t.c.insertOne({ _id: 'd1', position: 100n });
    const error = await t.c.bulkWrite(guarded(0, 3, 50n), { ordered: false }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    const { writeErrors, result } = error as MongoBulkWriteError;
    expect([writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([[1, 11000]]);
    expect(result.upsertedCount).toBe(2);
    expect((await t.c.findOne({ _id: 'd1' }))?.position).toBe(100);
  });

  it('delivered twice changes nothing', async () => {
    await t.c.bulkWrite(guarded(0, 500, 7n), { ordered: false });
    const before = await t.c.find({}, { sort: { _id: 1 }, ...KEPT }).toArray();
    const again = await t.c.bulkWrite(guarded(0, 500, 7n), { ordered: false }).catch((e: unknown) => e);
    expect([(again as MongoBulkWriteError).writeErrors].flat()).toHaveLength(500);
    expect(await t.c.find({}, { sort: { _id: 1 }, ...KEPT }).toArray()).toEqual(before);
  });

  it('finds the documents of a batch by a list of ids', async () => {
    await t.c.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: `k${i}`, i })));
    expect(await t.ids({ _id: { $in: ['k7', 'k299', 'none', 'k7'] } })).toEqual(['k299', 'k7']);
  });

  it('renames a filled collection over the old one, indexes included', async () => {
    const target = t.db.collection(`${t.c.collectionName}_live`);
    await target.insertOne({ old: true });
    await t.c.insertOne({ _id: 1 });
    await t.c.createIndex({ buyer: 1 });
    await t.c.rename(target.collectionName, { dropTarget: true });
    expect(await target.find().toArray()).toEqual([{ _id: 1 }]);
    expect((await target.listIndexes().toArray()).map((index: Document) => index.name as string).sort()).toEqual([
      '_id_',
      'buyer_1',
    ]);
  });
});

describe('concurrent writers', () => {
  it('lose no increment', async () => {
    await t.c.insertOne({ _id: 1, n: BEYOND });
    await Promise.all(Array.from({ length: 200 }, () => t.c.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
    expect((await t.c.findOne({ _id: 1 }, KEPT))?.n).toEqual(long(BEYOND + 200n));
  });

  it('one of many takes a lease, and tokens rise', async () => {
    await t.c.insertOne({ _id: 'lease', holder: null, token: 0n });
    const take = (holder: string): Promise<Document | null> =>
      t.c.findOneAndUpdate(
        { _id: 'lease', holder: null },
        { $set: { holder }, $inc: { token: 1n } },
        { returnDocument: 'after' },
      );
    const won = (await Promise.all(Array.from({ length: 20 }, (_, i) => take(`w${i}`)))).filter((d) => d !== null);
    expect(won.map((d) => d.token as number)).toEqual([1]);
  });

  it('take each row of a queue once, in order', async () => {
    await t.c.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i, due: i })));
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => t.c.findOneAndUpdate({ by: null }, { $set: { by: i } }, { sort: { due: 1 } })),
    );
    expect(taken.filter((d) => d !== null).map((d) => d._id)).toHaveLength(10);
    expect(await t.c.countDocuments({ by: null })).toBe(0);
  });
});

describe('refusals', () => {
  it('carry the code of the server, and change nothing', async () => {
    await t.c.createIndex({ key: 1 }, { unique: true });
    await t.c.insertOne({ _id: 1, key: 'a', s: 'x' });
    expect(await refusal(t.c.insertOne({ _id: 2, key: 'a' }))).toBe(11000);
    expect(await refusal(t.c.updateOne({ _id: 1 }, { $set: { n: 1 }, $inc: { s: 1 } }))).toBe(14);
    expect(await refusal(t.c.updateOne({ _id: 1 }, { $set: { _id: 2 } }))).toBe(66);
    expect(await refusal(t.c.find({ v: { $nope: 1 } }).toArray())).toBe(2);
    expect(await refusal(t.c.aggregate([{ $nope: 1 }]).toArray())).toBe(40324);
    expect(await refusal(t.db.command({ nope: 1 }))).toBe(59);
    expect(await t.c.find().toArray()).toEqual([{ _id: 1, key: 'a', s: 'x' }]);
  });

  it('tell which key is a duplicate', async () => {
    await t.c.createIndex({ seller: 1, invoice: 1 }, { unique: true });
    await t.c.insertOne({ _id: 1, seller: 'acme', invoice: 'I-1' });
    const error = await t.c.insertOne({ _id: 2, seller: 'acme', invoice: 'I-1' }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { seller: 1, invoice: 1 },
      keyValue: { seller: 'acme', invoice: 'I-1' },
    });
  });
});

const embedded = REAL === undefined ? describe : describe.skip;
embedded('the embedded server', () => {
  it('refuses transactions and change streams as a single node does', async () => {
    await t.c.insertOne({ _id: 1 });
    const inTransaction = t.client.withSession((session) =>
      session.withTransaction(async () => void (await t.c.insertOne({ _id: 2 }, { session }))),
    );
    await expect(inTransaction).rejects.toThrow(MongoServerError);
    expect(await refusal(t.c.aggregate([{ $changeStream: {} }]).toArray())).toBe(40573);
    expect(await t.c.countDocuments()).toBe(1);
  });

  it('has everything again after a restart, on the same folder only once at a time', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'document-restart-'));
    const first = await startDocumentServer({ dataDir });
    await expect(startDocumentServer({ dataDir })).rejects.toThrow('in use');
    const one = await new MongoClient(first.url).connect();
    await one
      .db('d')
      .collection('x')
      .insertMany([{ _id: 1 as never, v: BEYOND }, { _id: 2 as never }]);
    await one.db('d').collection('x').createIndex({ v: 1 }, { unique: true });
    await one.close();
    await first.close();
    const second = await startDocumentServer({ dataDir });
    const two = await new MongoClient(second.url).connect();
    expect(await two.db('d').collection('x').find({ v: BEYOND }).toArray()).toHaveLength(1);
    expect(await refusal(two.db('d').collection('x').insertOne({ v: BEYOND }))).toBe(11000);
    await two.close();
    await second.close();
    await rm(dataDir, { recursive: true });
  });
});
