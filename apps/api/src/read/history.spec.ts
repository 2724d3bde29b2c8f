import type { RecordedEvent } from '@usance/event-store';
import { startApi } from '../testing/api-under-test';
import { readHistory, type HistoryInput } from './history';

const event = (revision: number, type: string, data: object): RecordedEvent => ({
  id: `e${revision}`,
  type,
  data,
  stream: 'account-acme.B1',
  category: 'account',
  seller: 'acme',
  entity: 'B1',
  revision: BigInt(revision),
  position: BigInt(revision + 100),
  recordedAt: '2026-03-31T10:00:00.000Z',
  metadata: { commandId: 'C1', inputHash: 'h', $correlationId: 'c', $causationId: 'c', seller: 'acme', appendedThrough: '0' },
});

const amount = { minor: 12345n, currency: 'EUR' };
const log = [
  event(0, 'InvoiceRecorded', { invoiceId: 'I1', amount }),
  event(1, 'InvoiceRecorded', { invoiceId: 'I2', amount }),
  event(2, 'PaymentRecorded', { paymentId: 'P1', amount, allocations: [{ invoiceId: 'I1', amount, on: '2026-01-01' }] }),
  event(3, 'PaymentReversed', { paymentId: 'P1', amount, allocations: [] }),
];

const store = {
  async *read(stream: string, from = 0n, maxCount = Infinity) {
    if (stream === 'account-acme.B1') yield log.filter(({ revision }) => revision >= from).slice(0, maxCount);
  },
};

const read = async (input: Partial<HistoryInput> = {}, seller = 'acme'): Promise<unknown> => {
  const page = await readHistory(store, seller, { stream: 'account-acme.B1', from: 0n, limit: 50, ...input });
  return page && { ids: page.events.map(({ id }) => id), next: page.next };
};

describe('the history of a stream', () => {
  it('is its events, oldest first, as JSON', async () => {
    expect(await read()).toEqual({ ids: ['e0', 'e1', 'e2', 'e3'], next: undefined });
    const page = await readHistory(store, 'acme', { stream: 'account-acme.B1', from: 0n, limit: 1 });
    expect(page?.events[0]).toEqual({
      id: 'e0',
      type: 'InvoiceRecorded',
      revision: '0',
      position: '100',
      recordedAt: '2026-03-31T10:00:00.000Z',
      data: { invoiceId: 'I1', amount: { amount: '123.45', currency: 'EUR' } },
      metadata: log[0]?.metadata,
    });
  });

  it('comes in pages', async () => {
    expect(await read({ limit: 2 })).toEqual({ ids: ['e0', 'e1'], next: 2n });
    expect(await read({ limit: 2, from: 2n })).toEqual({ ids: ['e2', 'e3'], next: undefined });
    expect(await read({ from: 9n })).toEqual({ ids: [], next: undefined });
  });

  it('of one invoice, or payment, is what names it', async () => {
    expect(await read({ invoice: 'I1' })).toEqual({ ids: ['e0', 'e2'], next: undefined });
    expect(await read({ payment: 'P1' })).toEqual({ ids: ['e2', 'e3'], next: undefined });
    expect(await read({ payment: 'P1', invoice: 'I1', limit: 1 })).toEqual({ ids: ['e2'], next: 3n });
    expect(await read({ invoice: 'I9' })).toEqual({ ids: [], next: undefined });
  });

  it("is none of another seller's, of no stream, of a name that is none", async () => {
    expect(await read({}, 'other')).toBeUndefined();
    expect(await read({ stream: 'account-acme.B9' })).toBeUndefined();
    expect(await read({ stream: '$all' })).toBeUndefined();
    expect(await read({ stream: 'account-acme' })).toBeUndefined();
  });
});

describe('a history over HTTP', () => {
  it('comes as CSV too, data and metadata as JSON in it', async () => {
    const api = await startApi({ eventStore: { ...store, head: () => Promise.resolve(200n) } });
    const url = '/v1/sellers/acme/history?stream=account-acme.B1&invoice=I1&limit=1';
    const { headers, body } = await api.app.inject({ url, headers: { accept: 'text/csv' } });
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'x-position': '200', 'x-next-cursor': '1' });
    expect(body.split('\r\n')).toEqual([
      'id,type,revision,position,recordedAt,data,metadata',
      expect.stringMatching(
        /^e0,InvoiceRecorded,0,100,2026-03-31T10:00:00\.000Z,"\{""invoiceId"":""I1"",""amount"":\{""amount"":""123\.45"",""currency"":""EUR""\}\}","\{""commandId"":""C1"",/,
      ),
      '',
    ]);
    await api.close();
  });
});
