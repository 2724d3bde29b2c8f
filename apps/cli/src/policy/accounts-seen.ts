import { allCommandsOf, BUSINESS_DAY, type Account, type AccountFacts, type CalendarDate } from '@usance/domain';
import { CommandRunner, Looks, type EventStore } from '@usance/event-store';
import { Failure } from '../failure';

/** A buyer's account as it is recorded, and what its rules know from outside its stream. */
export interface AccountSeen {
  readonly buyer: string;
  readonly account: Account;
  readonly facts: AccountFacts;
}

/** The command whose rule looks at all that a decision on an order is made of. */
const CHECK = 'CheckOrder';

/**
 * The accounts of the buyers, in their order, each with what a decision on an order sees on the day: all from the log, where what
 * several look at is read once. Reads only. A buyer whose file is not in the log is a Failure.
 */
export async function* accountsOf(
  store: EventStore,
  { seller, day }: { readonly seller: string; readonly day: CalendarDate },
  buyers: AsyncIterable<string>,
): AsyncGenerator<AccountSeen> {
  const context = allCommandsOf().get(CHECK)!;
  const runner = new CommandRunner({ store });
  const looks = new Looks((_seller, { category, id }) =>
    category === BUSINESS_DAY.category ? { state: day, revision: -1n, position: 0n } : runner.read(category, seller, id),
  );
  try {
    for await (const buyer of buyers) {
      const { state, ...self } = await runner.read(context.decider.category, seller, buyer);
      const command = { seller, name: CHECK, payload: { buyerId: buyer, today: day } };
      await looks.gather(context, state, [command]);
      const facts = context.facts(looks.seenBy(context, state, command)!, self, command) as AccountFacts;
      if (!facts.buyerRegistered)
        throw new Failure(`The log has no buyer ${buyer} of ${seller}: the api and the event store belong to two systems.`);
      yield { buyer, account: state as Account, facts };
    }
  } finally {
    await runner.close();
  }
}
