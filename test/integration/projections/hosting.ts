import {
  collectionName,
  ProjectionHost,
  READ_MODELS,
  documentHash,
  type HostLog,
  type Projection,
  type ReadModels,
} from '@usance/projections';
import type { MemoryEventStore } from '../../spec/memory-event-store';
import type { Step } from '../../spec/random-history';

export const NAMES = READ_MODELS.map(({ name }) => name);

export const openItems = READ_MODELS.find(({ name }) => name === 'open_items') as Projection;

/** The first collection of a read model's version. */
export const collectionOf = ({ name, version }: Projection): string => collectionName(name, version);

/** The collection of the open items. */
export const LIVE = collectionOf(openItems);

/** Twelve invoices of one buyer, and a payment for some of them. */
export const story: readonly Step[] = [
  ...Array.from({ length: 12 }, (_, index): Step => ({
    name: 'RecordInvoice',
    buyer: 'B1',
    payload: { invoiceId: `I${index}`, amount: { minor: 100n, currency: 'EUR' }, issuedOn: '2026-01-01', dueOn: '2026-02-01' },
  })),
  {
    name: 'RecordPayment',
    buyer: 'B1',
    payload: { paymentId: 'P1', amount: { minor: 350n, currency: 'EUR' }, paidOn: '2026-01-20' },
  },
];

/** A log that can be read. */
export class Notes implements HostLog {
  readonly lines: string[] = [];
  readonly info = (message: string): void => void this.lines.push(message);
  readonly warn = (message: string): void => void this.lines.push(message);
  readonly error = (message: string): void => void this.lines.push(message);
}

/** Runs a host while something is looked at, and ends it. */
export const hosted = async <Result>(
  options: { models: ReadModels; store: MemoryEventStore; projections?: readonly Projection[]; log?: HostLog },
  look: (host: ProjectionHost) => Promise<Result>,
): Promise<Result> => {
  const host = new ProjectionHost({ projections: READ_MODELS, log: new Notes(), ...options });
  await host.start();
  try {
    return await look(host);
  } finally {
    await host.stop();
  }
};

/** Waits until the read models have taken in everything. */
export const level = async (models: ReadModels, store: MemoryEventStore, names: readonly string[] = NAMES): Promise<void> => {
  if (!(await models.waitFor(names, await store.head(), 30_000))) throw new Error(`${names.join(', ')} do not follow the log`);
};

/** What is stored in a collection: the bytes of each document, in short, by key. */
export const bytesOf = async (models: ReadModels, collection: string): Promise<Map<string, string>> => {
  const documents = await models.db.collection<{ _id: string }>(collection).find().sort({ _id: 1 }).toArray();
  return hashes(documents.map((document) => [document._id, document]));
};

export const hashes = (documents: Iterable<readonly [string, object]>): Map<string, string> =>
  new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, document]) => [key, documentHash(document)]));
