import {
  account,
  BUILT_IN_POLICY,
  formatMinor,
  newAccount,
  orderStatus,
  Refusal,
  restOf,
  takesCredit,
  toWire,
  unbilled,
  used,
  type Account,
  type AccountEvent,
  type AccountFacts,
  type CalendarDate,
  type CreditPolicy,
  type Grade,
  type Order,
  type Wire,
} from '@usance/domain';
import { amount } from '../given-when-then';
import { FACTS, QUIET_POLICY } from './facts';

/** A policy of few numbers: grades 1 to 10 by falling caps (1,000.00 for grade 10, 10,000.00 for grade 1; half of it at first), 60 days. */
export const creditPolicy = (changes: Partial<CreditPolicy> = {}): CreditPolicy => ({
  ...BUILT_IN_POLICY,
  version: 1,
  publishedOn: '2026-01-01',
  currency: 'EUR',
  grades: Array.from({ length: 10 }, (_, index) => ({
    grade: (index + 1) as Grade,
    maxLimit: amount(`${(10 - index) * 1000}.00`),
    initialLimit: amount(`${(10 - index) * 500}.00`),
    maxTermsDays: 60,
    reviewEveryDays: 180,
  })),
  approvals: [
    { level: 'clerk', upTo: amount('1000.00') },
    { level: 'supervisor', upTo: amount('5000.00') },
    { level: 'manager', upTo: amount('20000.00') },
    { level: 'director' },
  ],
  ...changes,
});

/** Facts of a buyer under a policy from its first day on, graded. */
export const under = (policy: CreditPolicy, grade?: Grade): Partial<AccountFacts> => ({
  policyOn: (day) => (day >= policy.publishedOn ? policy : BUILT_IN_POLICY),
  buyer: { ...FACTS.buyer, gradeOn: () => (grade === undefined ? undefined : { grade, source: 'scored' }) },
});

/** The same under the policy of few numbers, with thresholds that nothing reaches. */
export const graded = (grade?: Grade, changes: Partial<CreditPolicy> = {}): Partial<AccountFacts> =>
  under(creditPolicy({ thresholds: QUIET_POLICY.thresholds, ...changes }), grade);

type Rules = Readonly<Record<string, (state: Account, payload: object, facts: AccountFacts) => readonly AccountEvent[]>>;

/** Sums of the orders' values by where they are, in decimals of the account's currency. */
export interface Classes {
  readonly held: string;
  readonly later: string;
  readonly order: string;
  readonly shipped: string;
  readonly open: string;
}

/** An account that lives through commands, one after another, as they are decided; what is known beside it may change in between. */
export class Story {
  state: Account = newAccount;
  readonly events: AccountEvent[] = [];
  private facts: AccountFacts;

  constructor(facts: Partial<AccountFacts> = {}) {
    this.facts = { ...FACTS, ...facts };
  }

  knowing(facts: Partial<AccountFacts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  /** Carries the command out; answers what happened, as JSON. */
  does(name: string, payload: object): readonly Wire<AccountEvent>[] {
    const rule = ({ ...account.commands, ...account.internal } as unknown as Rules)[name];
    if (!rule) throw new Error(`an account has no command ${name}`);
    const events = rule(this.state, { buyerId: 'B7', ...payload }, this.facts);
    this.state = events.reduce(account.evolve, this.state);
    this.events.push(...events);
    return events.map((event) => toWire(event));
  }

  /** The command, and then go on. */
  after(name: string, payload: object): this {
    this.does(name, payload);
    return this;
  }

  /** The code with which the command is refused; `not refused` and what happened otherwise. */
  refusal(name: string, payload: object): string {
    try {
      return `not refused: ${this.does(name, payload)
        .map(({ type }) => type)
        .join(', ')}`;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  /** What came of an order: its outcome, and the codes of its reasons. */
  decides(payload: object): readonly [outcome: string, ...codes: string[]] {
    const [event] = this.does('SubmitOrder', payload);
    if (event?.type !== 'OrderSubmitted') throw new Error('an order leads to its decision');
    return [event.data.decision.outcome, ...event.data.decision.reasons.map(({ code }) => code)];
  }

  status(orderId: string): string {
    const order = this.state.orders.get(orderId);
    return order ? orderStatus(order) : 'none';
  }

  get used(): string {
    const { currency } = this.state;
    return currency === undefined ? '0.00' : formatMinor(used(this.state, currency).minor, currency);
  }

  get classes(): Classes {
    const sum = (value: (order: Order) => bigint): string =>
      formatMinor(
        this.state.orders.reduce((total, order) => total + value(order), 0n),
        'EUR',
      );
    return {
      held: sum((order) => (order.status === 'held' ? restOf(order) : 0n)),
      later: sum((order) => (order.status === 'approved' && !takesCredit(order) ? restOf(order) : 0n)),
      order: sum((order) => (takesCredit(order) ? restOf(order) : 0n)),
      shipped: sum(unbilled),
      open: formatMinor(this.state.balances.EUR?.open ?? 0n, 'EUR'),
    };
  }
}

/** Commands of a story, with their usual days. */
export const grant = (sum: string, validFrom: CalendarDate = '2026-01-01') =>
  ['GrantLimit', { amount: amount(sum), validFrom }] as const;

export const order = (orderId: string, sum: string, details: object = {}) => ({
  orderId,
  amount: amount(sum),
  orderedOn: '2026-02-01',
  ...details,
});

export const ship = (orderId: string, shipmentId: string, sum: string, shippedOn: CalendarDate = '2026-02-05') =>
  ['ShipOrder', { orderId, shipmentId, amount: amount(sum), shippedOn }] as const;

export const bill = (invoiceId: string, sum: string, details: object = {}) => ({
  invoiceId,
  amount: amount(sum),
  issuedOn: '2026-02-10',
  dueOn: '2026-03-12',
  ...details,
});
