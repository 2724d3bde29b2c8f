import { toWire } from '@usance/domain';
import { parseStream, type EventStore, type RecordedEvent } from '@usance/event-store';

/** A part of a stream's history, oldest first. */
export interface HistoryInput {
  readonly stream: string;
  /** The first revision to look at. */
  readonly from: bigint;
  readonly limit: number;
  /** Only events that name the invoice. */
  readonly invoice?: string;
  /** Only events that name the payment. */
  readonly payment?: string;
}

/** A recorded event as JSON. */
export interface EventJson {
  readonly id: string;
  readonly type: string;
  readonly revision: string;
  readonly position: string;
  readonly recordedAt: string;
  readonly data: object;
  readonly metadata: object;
}

export interface HistoryPage {
  readonly events: readonly EventJson[];
  /** The revision at which the next page begins. */
  readonly next?: bigint;
}

/** Events looked at for one page; a search that finds little goes on with the next. */
const MOST_LOOKED_AT = 10_000;

/** Reads a page of a seller's stream; undefined when the stream is not the seller's or has no events. */
export const readHistory = async (
  store: Pick<EventStore, 'read'>,
  seller: string,
  { stream, from, limit, invoice, payment }: HistoryInput,
): Promise<HistoryPage | undefined> => {
  if (parseStream(stream)?.seller !== seller) return undefined;
  const wanted = wantedEvents(invoice, payment);
  const most = wanted ? MOST_LOOKED_AT : limit;
  const { events, looked, next } = await collect(store.read(stream, from, most + 1), { most, limit, wanted });
  return looked === 0 && from === 0n ? undefined : { events, next };
};

interface Search {
  readonly most: number;
  readonly limit: number;
  readonly wanted?: (event: RecordedEvent) => boolean;
}

const collect = async (pages: AsyncIterable<readonly RecordedEvent[]>, { most, limit, wanted = () => true }: Search) => {
  const events: EventJson[] = [];
  let looked = 0;
  for await (const page of pages)
    for (const event of page) {
      if (events.length === limit || looked === most) return { events, looked, next: event.revision };
      looked += 1;
      if (wanted(event)) events.push(eventJson(event));
    }
  return { events, looked };
};

/** Which events are searched for; undefined when all are wanted. */
const wantedEvents = (invoice?: string, payment?: string): ((event: RecordedEvent) => boolean) | undefined => {
  if (invoice === undefined && payment === undefined) return undefined;
  return (event) =>
    (invoice === undefined || namesInvoice(event, invoice)) && (payment === undefined || namesPayment(event, payment));
};

interface Naming {
  readonly invoiceId?: string;
  readonly paymentId?: string;
  readonly allocations?: readonly { readonly invoiceId: string }[];
  readonly invoices?: readonly { readonly invoiceId: string }[];
}

const namesInvoice = ({ data }: RecordedEvent, id: string): boolean => {
  const { invoiceId, allocations = [], invoices = [] } = data as Naming;
  return invoiceId === id || [...allocations, ...invoices].some((part) => part.invoiceId === id);
};

const namesPayment = ({ data }: RecordedEvent, id: string): boolean => (data as Naming).paymentId === id;

const eventJson = ({ id, type, revision, position, recordedAt, data, metadata }: RecordedEvent): EventJson => ({
  id,
  type,
  revision: String(revision),
  position: String(position),
  recordedAt,
  data: toWire(data),
  metadata,
});
