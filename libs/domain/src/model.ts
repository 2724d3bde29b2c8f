import { account } from './account/account.decider';
import type { Account, AccountFacts } from './account/account';
import { buyer, type Buyer } from './buyer/buyer';
import type { Decider, DomainEvent } from './shared';

/** Names a stream of the same seller. */
export interface StreamRef {
  readonly category: string;
  readonly id: string;
}

/** A state and the revision at which it was read; -1 when the stream is empty. */
export interface Seen<State = unknown> {
  readonly state: State;
  readonly revision: bigint;
}

/** A context, and what its rules need to know from other streams: which ones, and in which words they are told. */
export interface Context {
  readonly decider: Decider<unknown, DomainEvent, unknown>;
  /** The streams to look at before a command is decided on the state; none, for most. */
  readonly reads: (state: unknown, command: Readonly<Record<string, unknown>>) => Readonly<Record<string, StreamRef>>;
  /** What was seen there, in the context's own words. */
  readonly facts: (seen: Readonly<Record<string, Seen>>) => unknown;
}

const alone = { reads: () => ({}), facts: () => undefined };

/** All contexts, joined. Contexts do not import each other; what one needs of another is said here. */
export const model: readonly Context[] = [
  { decider: buyer as unknown as Context['decider'], ...alone },
  {
    decider: account as unknown as Context['decider'],
    reads: (state, { buyerId }): Record<string, StreamRef> =>
      (state as Account).known ? {} : { buyer: { category: 'buyer', id: String(buyerId) } },
    facts: ({ buyer: file }): AccountFacts => ({ buyerRegistered: (file?.state as Buyer | undefined)?.file !== undefined }),
  },
];

/** The names of all commands, each with its context. */
export const commandsOf = (contexts: readonly Context[] = model): ReadonlyMap<string, Context> =>
  new Map(contexts.flatMap((context) => Object.keys(context.decider.commands).map((name): [string, Context] => [name, context])));
