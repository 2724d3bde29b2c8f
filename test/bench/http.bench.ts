import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { storedInvoice } from './commands';
import type { Figure } from './figure';
import { closedLoop, median } from './load';
import { batch, invoiceLine, line, oneByOne as sendOneByOne } from './system';
import type { Size } from './size';

const CONCURRENCY = 64;

const oneByOne = (url: string, count: number, payload: (index: number) => object): Promise<number> =>
  sendOneByOne({ url, command: 'IssueInvoice', connections: CONCURRENCY }, count, payload);

/** What is measured: the edge by itself, as raw appends have nothing behind them either, or with the read models beside it. */
export interface Edge {
  readonly url: string;
  readonly eventstore: string;
  readonly what: 'api alone' | 'read models following';
}

const TARGETS = { single: { ratio: 0.4 }, batch: { ratio: 1.5 } };

/** Commands through the whole edge, one by one and in batches, over raw appends to the same store. */
export const httpBench = async ({ url, eventstore, what }: Edge, { accounts, commands, rounds }: Size): Promise<Figure[]> => {
  const client = EventStoreDBClient.connectionString(eventstore);
  const buyers = await openAccounts(url, accounts);
  const rates = {
    raw: [] as number[],
    single: [] as number[],
    hot: [] as number[],
    batch: [] as number[],
    hotBatch: [] as number[],
  };
  const lanes: Record<keyof typeof rates, (round: number) => Promise<number>> = {
    raw: (round) =>
      closedLoop(CONCURRENCY, commands, (index) =>
        client.appendToStream(`raw-${index % accounts}`, jsonEvent(storedInvoice(`I${round}-${index}`))),
      ),
    single: (round) =>
      oneByOne(url, commands, (index) => invoiceLine(buyers[index % accounts] ?? '', `S${round}-${index}`).payload),
    hot: (round) => oneByOne(url, commands, (index) => invoiceLine('W0', `T${round}-${index}`).payload),
    batch: (round) =>
      inBatch(url, commands * 2, (index) => invoiceLine(buyers[index % Math.min(accounts, 200)] ?? '', `B${round}-${index}`)),
    hotBatch: (round) => inBatch(url, commands * 2, (index) => invoiceLine('W0', `C${round}-${index}`)),
  };
  for (let round = 0; round <= rounds; round += 1)
    for (const lane of Object.keys(lanes) as (keyof typeof lanes)[]) {
      const rate = await lanes[lane](round);
      if (round > 0) rates[lane].push(rate);
    }
  await client.dispose();
  const baseline = { name: 'raw appends', value: median(rates.raw) };
  const one = `${commands} IssueInvoice a round, ${CONCURRENCY} connections, median of ${rounds}`;
  const many = `${commands * 2} lines a request, one request, median of ${rounds}`;
  const figure = (name: string, lane: keyof typeof rates, workload: string, target: Figure['target']): Figure => ({
    name: `${name}, ${what}`,
    value: median(rates[lane]),
    unit: 'commands/s',
    workload,
    baseline,
    ...(what === 'api alone' && { target }),
  });
  return [
    figure('HTTP one by one, many accounts', 'single', `${one}, ${accounts} accounts`, TARGETS.single),
    figure('HTTP one by one, one hot account', 'hot', one, TARGETS.single),
    figure('HTTP batch, many accounts', 'batch', `${many}, ${Math.min(accounts, 200)} accounts`, TARGETS.batch),
    figure('HTTP batch, one hot account', 'hotBatch', many, TARGETS.batch),
  ];
};

/** So many buyers with a limit that nothing will exceed. */
const openAccounts = async (url: string, count: number): Promise<string[]> => {
  const buyers = Array.from({ length: count }, (_, index) => `W${index}`);
  const amount = { amount: '10000000000.00', currency: 'EUR' };
  await batch(
    url,
    buyers.flatMap((buyerId) => [
      line('RegisterBuyer', { buyerId, legalName: buyerId, country: 'DE' }),
      line('GrantLimit', { buyerId, amount, validFrom: '2025-01-01' }),
    ]),
  );
  return buyers;
};

const inBatch = async (url: string, lines: number, make: (index: number) => ReturnType<typeof invoiceLine>): Promise<number> => {
  const started = performance.now();
  await batch(
    url,
    (function* () {
      for (let index = 0; index < lines; index += 1) yield make(index);
    })(),
  );
  return (lines / (performance.now() - started)) * 1000;
};
