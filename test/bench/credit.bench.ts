import { addDays } from '@usance/domain';
import type { System } from '../support/system';
import type { Figure } from './figure';
import { timed } from './load';
import { openCredit } from './orders.bench';
import { batch, line, moveDay, post, type Line } from './system';
import type { Size } from './size';

const TODAY = '2026-01-15';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** What days bring to an account: an invoice that falls overdue and grows old, and a limit, an override and a security that end. */
const dated = function* (count: number, days: number): Generator<Line> {
  for (let index = 0; index < count; index += 1) {
    const buyerId = `C${index}`;
    const on = (share: number): string => addDays(TODAY, 1 + ((index * 7 + share) % (days - 40)));
    yield line('RecordInvoice', { buyerId, invoiceId: 'I1', amount: eur('500.00'), issuedOn: TODAY, dueOn: on(0) });
    yield line('OverrideGrade', {
      buyerId,
      grade: 5,
      reason: 'bench',
      approver: { name: 'bench', level: 'director' },
      validFrom: TODAY,
      validTo: on(11),
    });
    yield line('RecordSecurity', {
      buyerId,
      securityId: 'S1',
      kind: 'deposit',
      amount: eur('100.00'),
      validFrom: TODAY,
      validTo: on(23),
    });
  }
};

/** A rule run over all accounts, and days that are caught up at once. */
export const creditBench = async (system: System, { creditAccounts, days }: Size): Promise<Figure[]> => {
  const { url } = system;
  await batch(url, openCredit(creditAccounts));
  const rule = {
    ruleId: 'COPPER',
    publishedOn: '2026-01-01',
    kind: 'index_linked',
    buyerIds: Array.from({ length: creditAccounts }, (_, index) => `C${index}`),
    index: 'copper',
    indexBase: '100',
    base: eur('1000000.00'),
    floor: eur('1000.00'),
    cap: eur('5000000.00'),
    autoApply: false,
  };
  const published = await fetch(post(url, 'PublishLimitRule'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule), // longer than a line of a batch
  });
  if (published.status !== 201) throw new Error(await published.text());
  await moveDay(url, TODAY);
  await batch(url, [line('RecordIndex', { index: 'copper', value: '110', asOf: TODAY, source: 'bench' })]);
  const run = await timed(() => moveDay(url, TODAY));
  await batch(url, dated(creditAccounts, days));
  await moveDay(url, TODAY);
  let commands = 0;
  const caughtUp = await timed(async () => void (commands = await moveDay(url, addDays(TODAY, days))));
  const accounts = `${creditAccounts.toLocaleString('en')} accounts`;
  return [
    { name: 'a limit rule run', value: run / 1000, unit: 's', workload: `${accounts}, a proposal each, until all is queryable` },
    {
      name: `${days} business days caught up`,
      value: caughtUp / 1000,
      unit: 's',
      workload: `${accounts}; ${commands.toLocaleString('en')} commands: overdue, thresholds, overrides and securities that end, reviews`,
    },
    { name: 'commands of the days', value: commands / (caughtUp / 1000), unit: 'commands/s', workload: 'the same' },
  ];
};
