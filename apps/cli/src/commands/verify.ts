import { connectEventStore } from '@usance/event-store';
import { connectReadModels } from '@usance/projections';
import { Command } from 'commander';
import { verify, type Verification } from '../audit/verify';
import { EXIT } from '../failure';
import { serversToJoin, settings } from '../system/settings';
import { grouped, table } from '../table';
import { sellerOption } from '../target';

const MOST_NAMED = 20;

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('replay the log in memory and hold every read model, the deadlines, and the ledger on every day, against it')
    .addOption(sellerOption())
    .addHelpText(
      'after',
      '\nReads only. Ends with 0 when all is equal, the ledger balances and nothing in it is below zero on any day; else with 1, and what is wrong is named.',
    )
    .action(async ({ seller }: { readonly seller?: string }) => {
      const servers = await serversToJoin(settings());
      const [store, models] = [connectEventStore(servers.eventStoreUrl), await connectReadModels(servers.mongodbUrl)];
      try {
        const found = await verify(store, models, seller);
        process.stdout.write(report(found));
        if (faultsIn(found) > 0) process.exitCode = EXIT.failed;
      } finally {
        await store.close();
        await models.close();
      }
    });

const faultsIn = ({ readModels, ledger }: Verification): number =>
  [...readModels.values()].reduce((sum, { differences }) => sum + differences.length, ledger.length);

const report = (found: Verification): string => {
  const { events, position, readModels, ledger } = found;
  const figure = (count: number): string => grouped(String(count));
  const rows = [...readModels].map(([name, { compared, differences }]) => [name, figure(compared), figure(differences.length)]);
  const named = [...readModels].flatMap(([name, { differences }]) =>
    differences.slice(0, MOST_NAMED).map(({ id, what }) => `${name} ${id} ${what}`),
  );
  return [
    `${figure(events)} events replayed, up to position ${position}`,
    '',
    table([{ title: 'read model' }, { title: 'documents', right: true }, { title: 'differences', right: true }], rows),
    '',
    ...named,
    ...ledger.slice(0, MOST_NAMED),
    faultsIn(found) === 0
      ? 'Everything is equal, the ledger balances, and no invoice is below zero on any day.'
      : `${figure(faultsIn(found))} differences.`,
    '',
  ].join('\n');
};
