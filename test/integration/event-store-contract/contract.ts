import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventData, EventStoreDBClient, jsonEvent, Position, ResolvedEvent } from '@eventstore/db-client';
import { EventStoreServer, startEventStoreServer } from '@usance/embedded';

/*
 * What the contract's specs share. They run through the official client: on the embedded server by default, on a real one when
 * USANCE_EVENTSTORE_URL is set, in streams of their own.
 */

const REAL = process.env.USANCE_EVENTSTORE_URL;

/** A server under contract, with a client and names that no other test has. */
export class Contract {
  client!: EventStoreDBClient;
  run = '';
  private server: EventStoreServer | undefined;
  private folder: string | undefined;

  /** Registers with Jest what goes before and after the tests of a file. */
  constructor() {
    beforeAll(() => this.start());
    afterAll(() => this.stop());
    beforeEach(() => {
      this.run = `contract${randomUUID().slice(0, 8)}`;
    });
  }

  /** A stream of this test. */
  named(suffix: string): string {
    return `${this.run}-${suffix}`;
  }

  /** All of a stream, as `revision:type`. */
  async content(stream: string): Promise<string[]> {
    return (await collect(this.client.readStream(stream))).map(label);
  }

  private async start(): Promise<void> {
    if (REAL === undefined) {
      this.folder = await mkdtemp(join(tmpdir(), 'event-store-contract-'));
      this.server = await startEventStoreServer({ dataDir: this.folder });
    }
    this.client = EventStoreDBClient.connectionString(REAL ?? (this.server as EventStoreServer).url);
  }

  private async stop(): Promise<void> {
    await this.client.dispose();
    await this.server?.close();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true });
  }
}

export const event = (type = 'added', data: Record<string, unknown> = {}, id = randomUUID()): EventData =>
  jsonEvent({ id, type, data });
export const events = (count: number, type = 'e'): EventData[] => Array.from({ length: count }, (_, n) => event(type, { n }));

export const label = ({ event: e }: ResolvedEvent): string => `${e?.revision}:${e?.type}`;
export const positionOf = ({ event: e }: ResolvedEvent): Position => e?.position as Position;

export const collect = async <T>(reading: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of reading) items.push(item);
  return items;
};

/** The error that a promise ends with. */
export const refusal = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not refused');
};
