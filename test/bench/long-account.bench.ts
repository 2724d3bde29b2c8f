import { connectReadModels, snapshotStore } from '@usance/projections';
import { CommandRunner, connectEventStore } from '@usance/event-store';
import { businessDayIs } from '../spec/business-day';
import { command, granted, issued, registered } from './commands';
import type { Figure } from './figure';
import { closedLoop, timed } from './load';
import type { Size } from './size';

const BUYER = 'LONG';

/** The first command on an account of very many events, by a process that has never seen it. */
export const longAccountBench = async (eventStoreUrl: string, mongoUrl: string, { longAccount }: Size): Promise<Figure[]> => {
  const store = connectEventStore(eventStoreUrl);
  const models = await connectReadModels(mongoUrl, { database: 'bench' });
  const snapshots = snapshotStore(models, (message) => process.stderr.write(`${message}\n`));
  const elsewhere = businessDayIs('2026-02-01');
  const writer = new CommandRunner({ store, snapshots, elsewhere });
  await writer.execute(registered(BUYER));
  await writer.execute(granted(BUYER));
  const pay = (index: number) =>
    command('RecordPayment', {
      buyerId: BUYER,
      paymentId: `P${index}`,
      amount: { minor: 12_345n, currency: 'EUR' },
      paidOn: '2026-02-01',
      allocations: [{ invoiceId: `L${index}`, amount: { minor: 12_345n, currency: 'EUR' } }],
    });
  await closedLoop(64, longAccount / 2, async (index) => {
    await writer.execute(issued(BUYER, `L${index}`));
    await writer.execute(pay(index));
  });
  await writer.close();
  const first = async (runner: CommandRunner, id: string): Promise<number> => {
    const ms = await timed(() => runner.execute(issued(BUYER, id)));
    return ms;
  };
  const withSnapshot = await first(new CommandRunner({ store, snapshots, elsewhere }), 'with');
  const without = await first(new CommandRunner({ store, elsewhere }), 'without');
  await models.close();
  await store.close();
  const workload = `an account of ${longAccount.toLocaleString('en')} events, half invoices, half payments`;
  return [
    { name: 'first command on a cold account', value: withSnapshot, unit: 'ms', workload, target: { atMost: 500 } },
    { name: 'the same without its snapshot', value: without, unit: 'ms', workload },
  ];
};
