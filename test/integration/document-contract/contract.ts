import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Collection, Db, Decimal128, Document, Double, Long, MongoClient, MongoServerError } from 'mongodb';
import { startDocumentServer } from '@usance/embedded';

/** A real server to hold to the contract instead of the embedded one. */
export const REAL = process.env.USANCE_MONGODB_URL;

/** 2^53 + 1: no double holds it. */
export const BEYOND = 9007199254740993n;

/** Answers with the classes of numbers kept, to see their types. */
export const KEPT = { promoteValues: false } as const;

export interface Row extends Document {
  _id: string | number | Long | Double | Decimal128;
}

export const long = (n: bigint): Long => Long.fromBigInt(n);

/** What the suites work with: a database of their own, a fresh collection for each test. */
export interface Contract {
  client: MongoClient;
  db: Db;
  c: Collection<Row>;
  /** The `_id`s that a filter finds, in order. */
  ids(filter: Document): Promise<unknown[]>;
}

/** Connects before the tests of a file and drops the database afterwards. */
export const contract = (): Contract => {
  jest.setTimeout(60_000); // a busy disk is slow, not wrong
  const it = {
    ids: async (filter: Document) => (await it.c.find(filter, { sort: { _id: 1 } }).toArray()).map((d) => d._id),
  } as Contract;
  let release = async (): Promise<void> => undefined;

  beforeAll(async () => {
    let url = REAL;
    if (url === undefined) {
      const folder = await mkdtemp(join(tmpdir(), 'document-contract-'));
      const server = await startDocumentServer({ dataDir: folder });
      url = server.url;
      release = async () => {
        await server.close();
        await rm(folder, { recursive: true });
      };
    }
    it.client = await new MongoClient(url).connect();
    it.db = it.client.db(`contract_${randomUUID().slice(0, 8)}`);
  });
  beforeEach(() => {
    it.c = it.db.collection(`c${randomUUID().slice(0, 8)}`);
  });
  afterAll(async () => {
    await it.db.dropDatabase();
    await it.client.close();
    await release();
  });
  return it;
};

/** The code a server refuses with; undefined when it does not. */
export const refusal = async (promise: Promise<unknown>): Promise<number | string | undefined> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MongoServerError) return error.code;
    throw error;
  }
  return undefined;
};
