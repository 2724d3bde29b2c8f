import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { storedInvoice } from './commands';
import type { Figure } from './figure';
import { closedLoop, median, openLoop, percentile, timed } from './load';
import { batch, line, oneByOne, post, type Line } from './system';
import type { Size } from './size';

const CONCURRENCY = 64;
const PER_SECOND = 100;
const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Every grade may have more than anybody uses; nothing is held. */
const POLICY = {
  publishedOn: '2025-01-01',
  currency: 'EUR',
  grades: Array.from({ length: 10 }, (_, index) => ({
    grade: index + 1,
    maxLimit: eur('10000000000.00'),
    initialLimit: eur('10000000000.00'),
    maxTermsDays: 90,
    reviewEveryDays: 365,
  })),
  approvals: [{ level: 'director' }],
  partialGrants: false,
  hold: { oldestOverdueDays: 30, overdueShare: '0.50', worstGrade: 8 },
  thresholds: {
    utilisation: ['0.75', '0.90', '1'],
    daysOverdue: [1, 15, 30],
    overdueShare: ['0.25', '0.50', '0.75'],
    gradeDrop: [1, 2, 3],
  },
  hysteresis: '0.05',
  review: { keyAccountDays: 92, freezeWhenOverdue: true },
  orderHorizonDays: 60,
  monitoring: [{ sector: '*', everyDays: 30 }],
  contract: { required: [], onMissing: 'warn' },
};

/** A policy, and so many buyers that are scored, rated by their country, and have a limit. */
export const openCredit = function* (count: number): Generator<Line> {
  yield line('PublishCreditPolicy', POLICY);
  yield line('RecordCountryRating', { country: 'DE', grade: 'AA', level: 1, effectiveOn: '2025-01-01', source: 'bench' });
  for (let index = 0; index < count; index += 1) {
    const buyerId = `C${index}`;
    yield line('RegisterBuyer', { buyerId, legalName: buyerId, country: 'DE', sector: 'retail' });
    yield line('ScoreBuyer', { buyerId, scoredOn: '2025-12-31' });
    yield line('GrantLimit', { buyerId, amount: eur('1000000000.00'), validFrom: '2025-01-01', maxTermsDays: 60 });
  }
};

const order = (buyerId: string, orderId: string): object => ({
  buyerId,
  orderId,
  amount: eur('123.45'),
  orderedOn: '2026-01-15',
  shipBy: '2026-01-30',
  termsDays: 30,
});

/** Decisions on orders through the whole edge, over raw appends to the same store. */
export const ordersBench = async (
  { url, eventstore }: { readonly url: string; readonly eventstore: string },
  { accounts, commands, rounds, lagSeconds }: Size,
): Promise<Figure[]> => {
  const client = EventStoreDBClient.connectionString(eventstore);
  await batch(url, openCredit(accounts));
  const append = (id: string, index: number) =>
    client.appendToStream(`raw-${index % accounts}`, jsonEvent(storedInvoice(`${id}-${index}`)));
  const send = { url, command: 'SubmitOrder', connections: CONCURRENCY };
  const [raw, many, hot]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    const rates = [
      await closedLoop(CONCURRENCY, commands, (index) => append(`O${round}`, index)),
      await oneByOne(send, commands, (index) => order(`C${index % accounts}`, `O${round}-${index}`)),
      await oneByOne(send, commands, (index) => order('C0', `H${round}-${index}`)),
    ];
    if (round > 0) [raw, many, hot].forEach((lane, index) => lane.push(rates[index] ?? 0));
  }
  const count = PER_SECOND * lagSeconds;
  const appended = await openLoop(PER_SECOND, count, (index) => timed(() => append('L', index)));
  const decided = await openLoop(PER_SECOND, count, (index) => timed(() => submit(url, index % accounts, `L-${index}`)));
  await client.dispose();
  const baseline = { name: 'raw appends', value: median(raw) };
  const workload = `${commands} SubmitOrder a round, ${CONCURRENCY} connections, median of ${rounds}, policy, file and country looked at`;
  const target = { ratio: 0.4 };
  const p99 = percentile(decided, 99) - percentile(appended, 99);
  return [
    {
      name: 'order decisions, many accounts',
      value: median(many),
      unit: 'decisions/s',
      workload: `${workload}, ${accounts} accounts`,
      baseline,
      target,
    },
    { name: 'order decisions, one hot account', value: median(hot), unit: 'decisions/s', workload, baseline, target },
    {
      name: 'one decision above one raw append, p99',
      value: p99,
      unit: 'ms',
      workload: `${PER_SECOND} decisions a second for ${lagSeconds} s: p99 ${percentile(decided, 99).toFixed(1)} ms; as many appends: ${percentile(appended, 99).toFixed(1)} ms`,
      target: { atMost: 20 },
    },
  ];
};

const submit = async (url: string, account: number, orderId: string): Promise<void> => {
  const answer = await fetch(post(url, 'SubmitOrder'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order(`C${account}`, orderId)),
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
};
