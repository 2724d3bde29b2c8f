import { EventStoreDBClient, START } from '@eventstore/db-client';
import { get } from '../support/http';
import type { Acknowledged } from './client';
import { LAST_DAY, SELLER } from './workload';

/** An event as it lies in the store. */
export interface Stored {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: string;
  readonly commandId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every event in the store, in the order of the log, read with the store's own client and nothing of the product. */
export const allEvents = async (eventstore: string): Promise<Stored[]> => {
  const client = EventStoreDBClient.connectionString(eventstore);
  const events: Stored[] = [];
  try {
    for await (const { event } of client.readAll({ fromPosition: START, direction: 'forwards' })) {
      if (!event || event.type.startsWith('$')) continue;
      const { commandId } = event.metadata as { commandId: string };
      events.push({
        id: event.id,
        type: event.type,
        stream: event.streamId,
        revision: String(event.revision),
        commandId,
        data: event.data as Record<string, unknown>,
      });
    }
  } finally {
    void client.dispose(); // may wait for ever for a call that has ended
  }
  return events;
};

const byCommand = (events: readonly Stored[]): Map<string, Stored[]> => {
  const groups = new Map<string, Stored[]>();
  for (const event of events) {
    const key = `${event.stream} ${event.commandId}`;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return groups;
};

/** What the system records by itself. */
const OF_THE_SYSTEM = ['InvoiceFellOverdue', 'BusinessDayMoved'];

/**
 * What is wrong with the log, given what the api has acknowledged: an answer whose events are not there once and whole, an id
 * that is there twice, an event of a command that was never sent. Nothing, when all is well.
 */
export const faultsOf = (events: readonly Stored[], answers: ReadonlyMap<string, Acknowledged>): string[] => {
  const faults: string[] = [];
  const groups = byCommand(events);
  for (const [key, { commandId, stream, events: promised }] of answers) {
    const stored = (groups.get(`${stream} ${commandId}`) ?? []).map(({ id, type }) => `${type} ${id}`);
    const wanted = promised.map(({ id, type }) => `${type} ${id}`);
    if (commandId !== key) faults.push(`${key} was answered as ${commandId}`);
    if (stored.join() !== wanted.join()) faults.push(`${key} promised [${wanted.join()}], stored is [${stored.join()}]`);
  }
  const ids = events.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push('an event id is in the log twice');
  const strangers = events.filter(({ type, commandId }) => !OF_THE_SYSTEM.includes(type) && !answers.has(commandId));
  faults.push(...strangers.map(({ type, commandId }) => `${type} of ${commandId}, which nobody sent`));
  return faults;
};

/** The invoices that were marked overdue, `stream invoice` each, as often as they were. */
export const overdueMarks = (events: readonly Stored[]): string[] =>
  events
    .filter(({ type }) => type === 'InvoiceFellOverdue')
    .map(({ stream, data }) => `${stream} ${String(data.invoiceId)}`)
    .sort();

interface AgingAnswer {
  readonly rows: readonly { readonly key: string; readonly total: string }[];
}

/** What each buyer owes at the end, in cents, once the read model has everything up to the position. */
export const owedByBuyer = async (url: string, position: bigint): Promise<Map<string, number>> => {
  const path = `/v1/sellers/${SELLER}/aging?by=buyer&asOf=${LAST_DAY}&limit=500&atLeast=${position}&waitMs=10000`;
  const { status, body } = await get<AgingAnswer>(url, path);
  if (status !== 200) throw new Error(`aging was answered ${status}: ${JSON.stringify(body)}`);
  return new Map(body.rows.map(({ key, total }) => [key, Math.round(Number(total) * 100)]));
};
