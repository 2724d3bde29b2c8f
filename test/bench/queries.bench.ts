import type { System } from '../support/system';
import { SELLER } from './commands';
import type { Figure } from './figure';
import { openLoop, percentile, timed } from './load';
import { batch, invoiceLine, line, memoryOf, post } from './system';
import type { Size } from './size';

/** A large batch with flat memory, the aging query over it, and how soon a command shows. */
export const queriesBench = async (system: System, size: Size): Promise<Figure[]> => {
  const loaded = await largeBatch(system, size);
  return [...loaded, ...(await agingFigures(system, size)), ...(await lagFigures(system, size))];
};

const BUYERS = 500;

const ask = async (url: string): Promise<void> => {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
};

const largeBatch = async (system: System, { batchLines }: Size): Promise<Figure[]> => {
  const before = await memoryOf(system, 'before the large batch');
  const half: Promise<Figure[]>[] = [];
  let position = 0n;
  const ms = await timed(async () => {
    position = await batch(
      system.url,
      portfolio(batchLines, () => half.push(memoryOf(system, 'half through it'))),
    );
  });
  const after = await memoryOf(system, 'after the large batch');
  const projected = await timed(() =>
    ask(`${system.url}/v1/sellers/${SELLER}/exposure?limit=1&atLeast=${position}&waitMs=10000`).catch(() =>
      catchUp(system, position),
    ),
  );
  const workload = `${batchLines.toLocaleString('en')} invoices of ${BUYERS} buyers in one request`;
  return [
    { name: 'large batch', value: (batchLines / ms) * 1000, unit: 'commands/s', workload },
    { name: 'read models level after it', value: projected / 1000, unit: 's', workload },
    ...before,
    ...(await Promise.all(half)).flat(),
    ...after,
  ];
};

const catchUp = async (system: System, position: bigint): Promise<void> => {
  for (;;) {
    const response = await fetch(`${system.url}/v1/sellers/${SELLER}/exposure?limit=1&atLeast=${position}&waitMs=10000`);
    await response.text();
    if (response.ok) return;
  }
};

function* portfolio(lines: number, halfThrough: () => void) {
  for (let index = 0; index < BUYERS; index += 1) {
    const buyerId = `Q${index}`;
    yield line('RegisterBuyer', { buyerId, legalName: buyerId, country: index % 2 ? 'DE' : 'FR' });
    yield line('GrantLimit', { buyerId, amount: { amount: '10000000000.00', currency: 'EUR' }, validFrom: '2025-01-01' });
  }
  for (let index = 0; index < lines; index += 1) {
    if (index === Math.floor(lines / 2)) halfThrough();
    const due = new Date(Date.UTC(2026, 0, 20) + (index % 300) * 86_400_000).toISOString().slice(0, 10);
    yield invoiceLine(`Q${index % BUYERS}`, `Q-${index}`, due);
  }
}

const agingFigures = async (system: System, { queries, batchLines }: Size): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [name, asOf] of [
    ['today', '2026-11-30'],
    ['as of a past date', '2026-06-30'],
  ] as const) {
    const times: number[] = [];
    const url = `${system.url}/v1/sellers/${SELLER}/aging?asOf=${asOf}&by=buyer&limit=500`;
    for (let index = 0; index < queries; index += 1) times.push(await timed(() => ask(url)));
    const workload = `${queries} queries one after another over at least ${batchLines.toLocaleString('en')} open items, by buyer`;
    figures.push({ name: `aging ${name}, p50`, value: percentile(times, 50), unit: 'ms', workload });
    figures.push({ name: `aging ${name}, p99`, value: percentile(times, 99), unit: 'ms', workload, target: { atMost: 300 } });
  }
  return figures;
};

const lagFigures = async (system: System, { lagSeconds }: Size): Promise<Figure[]> => {
  const rate = 200;
  const lags = await openLoop(rate, rate * lagSeconds, async (index) => {
    const buyerId = `Q${index % BUYERS}`;
    const response = await fetch(post(system.url, 'IssueInvoice'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(invoiceLine(buyerId, `lag-${index}`).payload),
    });
    const { position } = (await response.json()) as { position: string };
    const url = `${system.url}/v1/sellers/${SELLER}/limits/${buyerId}?atLeast=${position}&waitMs=10000`;
    return timed(() => ask(url));
  });
  const workload = `${rate} commands a second for ${lagSeconds} s, each followed by a query that waits for it`;
  return [
    { name: 'lag from answer to queryable, p50', value: percentile(lags, 50), unit: 'ms', workload },
    { name: 'lag from answer to queryable, p99', value: percentile(lags, 99), unit: 'ms', workload, target: { atMost: 250 } },
  ];
};
