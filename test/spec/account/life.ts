import {
  account,
  addDays,
  money,
  newAccount,
  Refusal,
  type Account,
  type AccountEvent,
  type AccountFacts,
  type CreditPolicy,
  type LimitRule,
} from '@usance/domain';
import type { Asked } from '../given-when-then';
import { creditPolicy } from '../settings';
import { FACTS } from './facts';

type Rule = (state: Account, payload: object, facts: AccountFacts) => readonly AccountEvent[];
const rules = { ...account.commands, ...account.internal } as unknown as Readonly<Record<string, Rule>>;

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

const cents = (minor: number) => money(BigInt(minor), 'EUR');

/** A policy of cents, so that commands of cents meet each of its rules. */
const policy: CreditPolicy = {
  ...creditPolicy,
  version: 1,
  grades: creditPolicy.grades.map((terms) => ({
    ...terms,
    maxLimit: cents(40),
    initialLimit: cents(25),
    maxTermsDays: 30,
  })),
  approvals: [{ level: 'clerk', upTo: cents(15) }, { level: 'supervisor', upTo: cents(30) }, { level: 'director' }],
  partialGrants: false,
  hold: { oldestOverdueDays: 25, overdueShare: '0.9', worstGrade: 5 },
  orderHorizonDays: 20,
};

const rule: LimitRule = {
  kind: 'index_linked',
  ruleId: 'L1',
  version: 1,
  publishedOn: '2026-01-01',
  buyerIds: ['B7'],
  index: 'copper',
  indexBase: '10',
  base: cents(20),
  floor: cents(5),
  cap: cents(45),
  autoApply: false,
};

/** Whether the day is one of so many from the one that is so many days into the year. */
const within =
  (first: number, days: number) =>
  (day: string): boolean =>
    addDays('2026-01-01', first) <= day && day < addDays('2026-01-01', first + days);

const [ungraded, sanctioned, unreviewed, insolvent] = [within(10, 5), within(20, 3), within(30, 5), within(58, 3)];

/** A registered buyer, of whom more is known as the days go by: on some it has no grade, on some its country is under sanctions. */
const facts: AccountFacts = {
  ...FACTS,
  buyer: {
    registrationId: 'HRB 1',
    keyAccount: false,
    gradeOn: (day) => (ungraded(day) ? undefined : { grade: 3, source: 'scored' }),
    insolventOn: insolvent,
    overdueReviewOn: (day) => (unreviewed(day) ? '2026-01-30' : undefined),
  },
  businessDay: '2026-03-15',
  policyOn: (day) => (day < '2026-01-20' ? policy : { ...policy, version: 2, partialGrants: true }),
  sanctionsOn: (day) => (sanctioned(day) ? 'embargo' : undefined),
  limitRuleOn: () => rule,
  indexOn: (day) => String(Number(day.slice(-2))),
};

/** Decides a command, of a caller or of the system, on the buyer's account. */
export const decide = (state: Account, { name, payload }: Asked): Decided => {
  const rule = rules[name];
  if (!rule) throw new Error(`no command ${name}`);
  try {
    return { events: rule(state, payload, facts), refused: false };
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
