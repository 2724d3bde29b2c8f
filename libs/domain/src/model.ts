import { findInvoice, type Account } from './account/account';
import type { AccountFacts } from './account/facts';
import { account } from './account/account.decider';
import { limitOn } from './account/credit/limit';
import { buyer, type Buyer } from './buyer/buyer';
import { claim, type Claim, type ClaimFacts, type InvoiceSeen } from './insurance/claim';
import { policy, type Policy } from './insurance/policy';
import { priceIndex } from './settings/price-index';
import { settings } from './settings/settings';
import { money, type CalendarDate, type Decider, type DomainEvent, type Payload } from './shared';

/** Names a stream of the same seller. */
export interface StreamRef {
  readonly category: string;
  readonly id: string;
}

/** The day that the business lives in, for rules that ask: a calendar date. No stream of the seller's; a runner is told where it is kept. */
export const BUSINESS_DAY: StreamRef = { category: 'businessDay', id: 'clock' };

/** A state and the revision at which it was read, -1 when the stream is empty; and the position of the newest event in it. */
export interface Seen<State = unknown> {
  readonly state: State;
  readonly revision: bigint;
  readonly position: bigint;
}

/** A command, as far as the model looks into it. */
export interface AskedOfModel {
  readonly name: string;
  readonly payload: Payload;
}

/** A context, and what its rules need to know from other streams: which ones, and in which words they are told. */
export interface Context {
  readonly decider: Decider<unknown, DomainEvent, unknown>;
  /**
   * The streams to look at before a command is decided on the state, by what they are to it. Asked again with what was seen, until
   * nothing is new: the country of a buyer is known once its file is.
   */
  readonly reads: (
    state: unknown,
    command: AskedOfModel,
    seen: Readonly<Record<string, Seen>>,
  ) => Readonly<Record<string, StreamRef>>;
  /** What was seen there, in the context's own words; `self` is the command's own stream. */
  readonly facts: (seen: Readonly<Record<string, Seen>>, self: Omit<Seen, 'state'>) => unknown;
}

/** What a context says of another's streams, in types; the runner only passes it through. */
interface Joined<State, Facts, Others extends object> {
  readonly decider: { readonly initial: State; readonly commands: object };
  readonly reads?: (
    state: State,
    command: AskedOfModel,
    seen: { readonly [Name in keyof Others]?: Seen<Others[Name]> },
  ) => Partial<Record<keyof Others, StreamRef>>;
  readonly facts?: (seen: { readonly [Name in keyof Others]?: Seen<Others[Name]> }, self: Omit<Seen, 'state'>) => Facts;
}

const joined = <State, Facts = undefined, Others extends object = object>({
  decider,
  reads = () => ({}),
  facts = () => undefined as Facts,
}: Joined<State, Facts, Others>): Context => ({ decider, reads, facts }) as unknown as Context;

/** All contexts, joined. Contexts do not import each other; what one needs of another is said here. */
export const model: readonly Context[] = [
  joined({ decider: buyer }),
  joined<Account, AccountFacts, { buyer: Buyer; day: CalendarDate }>({
    decider: account,
    reads: ({ known }, { payload: { buyerId, today } }) => ({
      ...(!known && { buyer: { category: 'buyer', id: String(buyerId) } }),
      ...(today !== undefined && { day: BUSINESS_DAY }),
    }),
    facts: ({ buyer: file, day }) => ({ buyerRegistered: file?.state.file !== undefined, businessDay: day?.state ?? '' }),
  }),
  joined({ decider: settings }),
  joined({ decider: priceIndex }),
  joined({ decider: policy }),
  joined<Claim, ClaimFacts, { policy: Policy; buyer: Buyer; account: Account }>({
    decider: claim,
    reads: (_claim, { payload: { policyId, buyerId } }) => ({
      policy: { category: 'policy', id: String(policyId) },
      buyer: { category: 'buyer', id: String(buyerId) },
      account: { category: 'account', id: String(buyerId) },
    }),
    facts: ({ policy: bound, buyer: file, account: ledger }) => ({
      policy: bound?.state.terms,
      policyRevision: bound?.revision ?? -1n,
      buyerKnown: file?.state.file !== undefined,
      accountRevision: ledger?.revision ?? -1n,
      accountCurrency: ledger?.state.currency,
      invoice: (invoiceId) => ledger && invoiceSeen(ledger.state, invoiceId),
    }),
  }),
];

const invoiceSeen = (ledger: Account, invoiceId: string): InvoiceSeen | undefined => {
  const invoice = findInvoice(ledger, invoiceId);
  if (!invoice || ledger.currency === undefined) return undefined;
  const { open, issuedOn, dueOn, shippedOn, disputed } = invoice;
  const { status, minor } = limitOn(ledger.limits, shippedOn ?? issuedOn);
  return {
    open: money(open, ledger.currency),
    issuedOn,
    dueOn,
    shippedOn,
    disputed: disputed !== undefined,
    limit: status === 'in_force' ? money(minor, ledger.currency) : status,
  };
};

/** The names of all commands that callers may send, each with its context. */
export const commandsOf = (contexts: readonly Context[] = model): ReadonlyMap<string, Context> =>
  named(contexts, ({ decider }) => Object.keys(decider.commands));

/** The names of all commands, those that only the system sends as well, each with its context. */
export const allCommandsOf = (contexts: readonly Context[] = model): ReadonlyMap<string, Context> =>
  named(contexts, ({ decider }) => Object.keys({ ...decider.commands, ...decider.internal }));

const named = (contexts: readonly Context[], names: (context: Context) => readonly string[]): ReadonlyMap<string, Context> =>
  new Map(contexts.flatMap((context) => names(context).map((name): [string, Context] => [name, context])));
