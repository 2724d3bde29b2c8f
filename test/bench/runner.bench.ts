import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { CommandRunner, connectEventStore, Watch } from '@usance/event-store';
import { businessDayIs } from '../spec/business-day';
import { emmettIssueInvoice } from './emmett';
import { granted, issued, registered, SELLER, storedInvoice } from './commands';
import type { Figure } from './figure';
import { closedLoop, median } from './load';
import type { Size } from './size';

const CONCURRENCY = 64;

/** The command runner in process, over raw appends of the client and beside Emmett's command handler, on the same store. */
export const runnerBench = async (url: string, { accounts, commands, rounds }: Size): Promise<Figure[]> => {
  const client = EventStoreDBClient.connectionString(url);
  const store = connectEventStore(url);
  const watch = await Watch.start(store, ['buyer', 'settings', 'country', 'index', 'merges']);
  const runner = new CommandRunner({ store, watch, elsewhere: businessDayIs('2025-01-01') });
  const buyers = Array.from({ length: accounts }, (_, index) => `R${index}`);
  await closedLoop(CONCURRENCY, accounts, (index) => runner.execute(registered(buyers[index] ?? '')));
  await closedLoop(CONCURRENCY, accounts, (index) => runner.execute(granted(buyers[index] ?? '')));
  const emmett = emmettIssueInvoice(client);
  const limit = { amount: { amount: '10000000000.00', currency: 'EUR' }, validFrom: '2025-01-01' };
  await closedLoop(CONCURRENCY, accounts, (index) =>
    client.appendToStream(`emmett-${SELLER}.${buyers[index]}`, jsonEvent({ type: 'LimitGranted', data: limit })),
  );
  const buyerOf = (index: number): string => buyers[index % accounts] ?? '';
  const lanes = {
    raw: (round: number) => (index: number) =>
      client.appendToStream(`account-${SELLER}.raw${index % accounts}`, jsonEvent(storedInvoice(`I${round}-${index}`))),
    many: (round: number) => (index: number) => runner.execute(issued(buyerOf(index), `I${round}-${index}`)),
    hot: (round: number) => (index: number) => runner.execute(issued(buyerOf(0), `H${round}-${index}`)),
    emmett: (round: number) => (index: number) => {
      const { payload } = issued(buyerOf(index), `E${round}-${index}`);
      return emmett(`emmett-${SELLER}.${buyerOf(index)}`, payload as never);
    },
  };
  const rates = { raw: [] as number[], many: [] as number[], hot: [] as number[], emmett: [] as number[] };
  const order = ['raw', 'many', 'hot', 'emmett'] as const;
  for (let round = 0; round <= rounds; round += 1)
    for (const lane of round % 2 ? order : [...order].reverse()) {
      const count = lane === 'emmett' ? Math.ceil(commands / 8) : commands;
      const rate = await closedLoop(CONCURRENCY, count, lanes[lane](round));
      if (round > 0) rates[lane].push(rate); // the first round warms up
    }
  await runner.close();
  await watch.close();
  await store.close();
  await client.dispose();
  const baseline = { name: 'raw appends', value: median(rates.raw) };
  const workload = `${commands} IssueInvoice a round, ${CONCURRENCY} at once, median of ${rounds}`;
  return [
    {
      name: 'runner, many accounts',
      value: median(rates.many),
      unit: 'commands/s',
      workload: `${workload}, ${accounts} accounts`,
      baseline,
      target: { ratio: 0.9 },
    },
    { name: 'runner, one hot account', value: median(rates.hot), unit: 'commands/s', workload, baseline, target: { ratio: 1.5 } },
    {
      name: "Emmett's CommandHandler, many accounts",
      value: median(rates.emmett),
      unit: 'commands/s',
      workload: `${workload}, an eighth of them`,
      baseline,
    },
  ];
};
