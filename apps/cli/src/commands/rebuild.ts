import { connectEventStore } from '@usance/event-store';
import { connectReadModels, READ_MODELS, rebuild } from '@usance/projections';
import { Command } from 'commander';
import { Failure } from '../failure';
import { serversToJoin, settings } from '../system/settings';
import { toldToStop } from '../system/until-told-to-stop';

export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description('build a read model anew from the first event, beside the live one, and let it answer when it is level')
    .argument('<read model>', `${READ_MODELS.map(({ name }) => name).join(', ')}, or all`)
    .addHelpText('after', '\nQueries go on meanwhile. Ctrl-C leaves the one that answers as it is.')
    .action(async (name: string) => {
      const chosen = READ_MODELS.filter((model) => name === 'all' || model.name === name);
      if (chosen.length === 0)
        throw new Failure(`There is no read model ${name}: there are ${READ_MODELS.map((model) => model.name).join(', ')}.`);
      const stop = new AbortController();
      void toldToStop().then(() => stop.abort());
      const servers = await serversToJoin(settings());
      const [store, models] = [connectEventStore(servers.eventStoreUrl), await connectReadModels(servers.mongodbUrl)];
      try {
        for (const projection of chosen) {
          const live = await rebuild({ models, store, projection, signal: stop.signal, onProgress });
          process.stdout.write(`${projection.name}: ${live} answers from now on\n`);
        }
      } finally {
        await store.close();
        await models.close();
      }
    });

const onProgress = (position: bigint, head: bigint): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${position} of ${head} `);
  if (process.stderr.isTTY && position >= head) process.stderr.write('\n');
};
