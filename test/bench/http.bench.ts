import autocannon from 'autocannon';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { System } from '../support/system';
import { SELLER, storedInvoice } from './commands';
import type { Figure } from './figure';
import { closedLoop, median } from './load';
import { batch, invoiceLine, line, memoryOf, post } from './system';
import type { Size } from './size';

const CONCURRENCY = 64;

/** Commands through the whole edge, one by one and in batches, over raw appends to the same store. */
export const httpBench = async (system: System, { accounts, commands, rounds }: Size): Promise<Figure[]> => {
  const { eventstore } = await system.endpoints();
  const client = EventStoreDBClient.connectionString(eventstore);
  const buyers = await openAccounts(system.url, accounts);
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
      oneByOne(system.url, commands, (index) => invoiceLine(buyers[index % accounts] ?? '', `S${round}-${index}`).payload),
    hot: (round) => oneByOne(system.url, commands, (index) => invoiceLine('W0', `T${round}-${index}`).payload),
    batch: (round) =>
      inBatch(system.url, commands * 2, (index) =>
        invoiceLine(buyers[index % Math.min(accounts, 200)] ?? '', `B${round}-${index}`),
      ),
    hotBatch: (round) => inBatch(system.url, commands * 2, (index) => invoiceLine('W0', `C${round}-${index}`)),
  };
  for (let round = 0; round <= rounds; round += 1)
    for (const lane of Object.keys(lanes) as (keyof typeof lanes)[]) {
      const rate = await lanes[lane](round);
      if (round > 0) rates[lane].push(rate);
    }
  await client.dispose();
  const baseline = { name: 'raw appends', value: median(rates.raw) };
  const one = `${commands} IssueInvoice a round, ${CONCURRENCY} connections, median of ${rounds}, read models following`;
  const many = `${commands * 2} lines a request, one request, median of ${rounds}, read models following`;
  return [
    {
      name: 'HTTP one by one, many accounts',
      value: median(rates.single),
      unit: 'commands/s',
      workload: `${one}, ${accounts} accounts`,
      baseline,
      target: { ratio: 0.4 },
    },
    {
      name: 'HTTP one by one, one hot account',
      value: median(rates.hot),
      unit: 'commands/s',
      workload: one,
      baseline,
      target: { ratio: 0.4 },
    },
    {
      name: 'HTTP batch, many accounts',
      value: median(rates.batch),
      unit: 'commands/s',
      workload: `${many}, ${Math.min(accounts, 200)} accounts`,
      baseline,
      target: { ratio: 1.5 },
    },
    {
      name: 'HTTP batch, one hot account',
      value: median(rates.hotBatch),
      unit: 'commands/s',
      workload: many,
      baseline,
      target: { ratio: 1.5 },
    },
    ...(await memoryOf(system)),
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

const oneByOne = async (url: string, count: number, payload: (index: number) => object): Promise<number> => {
  let next = 0;
  const result = await autocannon({
    url: post(url, 'IssueInvoice', SELLER),
    method: 'POST',
    connections: CONCURRENCY,
    amount: count,
    headers: { 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request) => {
          const body = JSON.stringify(payload(next));
          next += 1;
          return { ...request, body };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were no success, ${result.errors} failed`);
  return count / result.duration;
};
