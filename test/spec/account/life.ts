import { account, newAccount, Refusal, type Account, type AccountEvent, type AccountFacts } from '@usance/domain';
import type { Asked } from '../given-when-then';

type Rule = (state: Account, payload: object, facts: AccountFacts) => readonly AccountEvent[];
const rules = account.commands as unknown as Readonly<Record<string, Rule>>;

/** What comes of a command; no events when it is refused. */
export interface Decided {
  readonly events: readonly AccountEvent[];
  readonly refused: boolean;
}

/** One command of a life, and the account that it found. */
export interface Step extends Decided {
  readonly asked: Asked;
  readonly before: Account;
}

/** A registered buyer, on a day after all that is asked. */
const FACTS: AccountFacts = { buyerRegistered: true, businessDay: '2030-01-01' };

/** Decides a command on the account of a registered buyer. */
export const decide = (state: Account, { name, payload }: Asked): Decided => {
  const rule = rules[name];
  if (!rule) throw new Error(`no command ${name}`);
  try {
    return { events: rule(state, payload, FACTS), refused: false };
  } catch (error) {
    if (error instanceof Refusal) return { events: [], refused: true };
    throw error;
  }
};

export const evolveAll = (state: Account, events: readonly AccountEvent[]): Account => events.reduce(account.evolve, state);

/** Gives a new account the commands, one after another. */
export const live = (commands: readonly Asked[]): { steps: Step[]; state: Account; events: AccountEvent[] } => {
  let state = newAccount;
  const steps = commands.map((asked): Step => {
    const step = { asked, before: state, ...decide(state, asked) };
    state = evolveAll(state, step.events);
    return step;
  });
  return { steps, state, events: steps.flatMap(({ events }) => events) };
};
