import { toWire, type CalendarDate, type PublishCreditPolicy } from '@usance/domain';
import { connectEventStore } from '@usance/event-store';
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { callApi } from '../client/http';
import { Failure } from '../failure';
import { accountsOf } from '../policy/accounts-seen';
import { buyersOf } from '../policy/buyers-of';
import { explained, type Under } from '../policy/explained';
import { limitHeld, limitsUnder, type LimitHeld } from '../policy/limits-under';
import { ordersUnder, type OrderUnder } from '../policy/orders-under';
import { readPolicy } from '../policy/policy-file';
import { serversToJoin, settings } from '../system/settings';
import { dataDirOption, httpOf, sellerOption, urlOption, type Target } from '../target';

interface Options extends Target {
  readonly seller: string;
}

export const policyCommand = (): Command =>
  new Command('policy')
    .description('check what a credit policy would change, and publish it')
    .addCommand(checkCommand())
    .addCommand(publishCommand());

const CHECK_HELP = `
The file is the body of PublishCreditPolicy, as YAML or JSON; apps/cli/examples/credit-policy.yaml is one, with every field explained. It
is checked by the rules of that command, then held against what is recorded, on the business day:
- the limits in force, against the cap of their buyer's grade. They stay as they are when a policy is published.
- every order that was let through and has not begun to ship, unless an approver released it, and every order that is held: each is
  decided again as if it were placed on that day, by itself, under this policy and under the one in force. An order that both would
  hold is not held because of the policy. The reasons are those that an order's decision names.
Reads only: nothing is published, and no order changes. Buyers come from the api, all else from the log: of the system on the data
directory, or at USANCE_EVENTSTORE_URL.`;

const checkCommand = (): Command =>
  onAPolicy('check')
    .description(
      'check a credit policy, and show which limits it would not give, which orders it would hold, and which let through',
    )
    .addHelpText('after', CHECK_HELP)
    .action(async (file: string, options: Options) => {
      const policy = readPolicy(await readText(file));
      process.stdout.write(`${explained(await under(policy, options))}\n`);
    });

const PUBLISH_HELP = `
The file is the body of PublishCreditPolicy, as YAML or JSON, and is checked by the rules of that command. It counts from its publishedOn,
until a later version does. Each time it is published it is a new version, also when nothing in it has changed.`;

const publishCommand = (): Command =>
  onAPolicy('publish')
    .description('publish a credit policy as the next version')
    .addHelpText('after', PUBLISH_HELP)
    .action(async (file: string, options: Options) => {
      const policy = readPolicy(await readText(file));
      const { version, position } = await callApi<{ version: number; position: string }>(
        await httpOf(options),
        `/v1/sellers/${options.seller}/commands/PublishCreditPolicy`,
        { method: 'POST', body: toWire(policy) },
      );
      process.stdout.write(`Version ${version} is published and counts from ${policy.publishedOn}. Position ${position}.\n`);
    });

const onAPolicy = (name: string): Command =>
  new Command(name)
    .argument('<file>', 'the policy (YAML or JSON)')
    .addOption(sellerOption().makeOptionMandatory())
    .addOption(urlOption())
    .addOption(dataDirOption());

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} cannot be read: ${error.code}.`);
  });

/** Holds the policy against all that is recorded of the seller. */
const under = async (policy: PublishCreditPolicy, { seller, ...target }: Options): Promise<Under> => {
  const http = await httpOf(target);
  const { day } = await callApi<{ day: CalendarDate }>(http, '/v1/business-day');
  const { eventStoreUrl } = await serversToJoin(settings({ USANCE_DATA_DIR: target.dataDir }));
  const store = connectEventStore(eventStoreUrl);
  try {
    const buyers = buyersOf(http, seller, await store.head());
    const held: LimitHeld[] = [];
    const orders: OrderUnder[] = [];
    for await (const seen of accountsOf(store, { seller, day }, buyers)) {
      const limit = limitHeld(seen, day);
      if (limit) held.push(limit);
      orders.push(...ordersUnder(policy, seen, day));
    }
    return { held, limits: limitsUnder(policy, held), orders };
  } finally {
    await store.close();
  }
};
