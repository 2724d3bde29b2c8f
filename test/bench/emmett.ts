import {
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  type EventStoreDBClient,
  type JSONEventType,
} from '@eventstore/db-client';
import { CommandHandler, type Event, type EventStore } from '@event-driven-io/emmett';
import { account, fromWire, toWire, type Account, type AccountEvent, type IssueInvoice } from '@usance/domain';
import { FACTS } from '../spec/account/facts';

/** Emmett's store interface over the official client: reads the stream, appends at the revision read. */
const emmettStore = (client: EventStoreDBClient): EventStore => {
  const read = async function* (stream: string): AsyncGenerator<{ event: Event; revision: bigint }> {
    try {
      for await (const { event } of client.readStream<JSONEventType>(stream, { direction: FORWARDS }))
        if (event)
          yield {
            event: { type: event.type, data: fromWire<Event['data']>(event.data as Event['data']) },
            revision: event.revision,
          };
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
  };
  const store: Pick<EventStore, 'aggregateStream' | 'appendToStream'> = {
    aggregateStream: async (stream, { evolve, initialState }) => {
      let state: unknown = initialState();
      let revision = -1n;
      for await (const next of read(stream)) {
        state = evolve(state as never, next.event as never);
        revision = next.revision;
      }
      return { state, currentStreamVersion: revision, streamExists: revision >= 0n } as never;
    },
    appendToStream: async (stream, events, options) => {
      const expected: unknown = options?.expectedStreamVersion;
      const batch = events.map(({ type, data }) => jsonEvent({ type, data: toWire(data), metadata: { stream } }));
      const { nextExpectedRevision } = await client.appendToStream(stream, batch, {
        expectedRevision: typeof expected === 'bigint' && expected >= 0n ? expected : NO_STREAM,
      });
      return { nextExpectedStreamVersion: nextExpectedRevision, createdNewStream: false } as never;
    },
  };
  return store as EventStore;
};

/** IssueInvoice by Emmett's CommandHandler and our own rule. */
export const emmettIssueInvoice = (client: EventStoreDBClient) => {
  const store = emmettStore(client);
  const handle = CommandHandler<Account, AccountEvent & Event>({
    evolve: (state, event) => account.evolve(state, event),
    initialState: () => account.initial,
    mapToStreamId: (id) => id,
    retry: { onVersionConflict: { retries: 50, minTimeout: 1, factor: 1.2 } },
  });
  return (stream: string, invoice: IssueInvoice): Promise<unknown> =>
    handle(store, stream, (state) => [...account.commands.IssueInvoice(state, invoice, FACTS)] as (AccountEvent & Event)[]);
};
