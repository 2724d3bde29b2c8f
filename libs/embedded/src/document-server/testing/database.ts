import { Document, serialize } from 'bson';
import { runCommand } from '../commands';
import { Cursors } from '../commands/cursors';
import { Engine, EngineOptions } from '../storage/engine';
import { given, received } from './values';

/** An engine with the commands in front, without a network between. */
export class Database {
  private readonly cursors = new Cursors();

  private constructor(readonly engine: Engine) {}

  static async open(options: EngineOptions): Promise<Database> {
    return new Database(await Engine.open(options));
  }

  /** Runs a command in database `d`; answers what a client would receive, also when it is a refusal. */
  async run(command: Document): Promise<Document> {
    return received(await runCommand(given({ ...command, $db: 'd' }), this.engine, this.cursors, 1));
  }

  insert(collection: string, ...documents: Document[]): Promise<Document> {
    return this.run({ insert: collection, documents, ordered: false });
  }

  /** The documents a filter finds. */
  async find(collection: string, filter: Document = {}, more: Document = {}): Promise<Document[]> {
    const { cursor, errmsg } = (await this.run({ find: collection, filter, batchSize: 100_000, ...more })) as {
      cursor?: { firstBatch: Document[] };
      errmsg?: string;
    };
    if (!cursor) throw new Error(errmsg);
    return cursor.firstBatch;
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

/** A document as a key to compare sets of documents by. */
export const bytesOf = (document: Document): string => Buffer.from(serialize(document)).toString('hex');
