import { findInvoice, type Account, type AccountFacts } from './account/account';
import { account } from './account/account.decider';
import { limitOn } from './account/credit/limit';
import { buyer, type Buyer } from './buyer/buyer';
import { claim, type Claim, type ClaimFacts, type InvoiceSeen } from './insurance/claim';
import { policy, type Policy } from './insurance/policy';
import { money, type CalendarDate, type Decider, type DomainEvent } from './shared';

/** Names a stream of the same seller. */
export interface StreamRef {
  readonly category: string;
  readonly id: string;
}

/** The day that the business lives in, for rules that ask: a calendar date. No stream of the seller's; a runner is told where it is kept. */
export const BUSINESS_DAY: StreamRef = { category: 'businessDay', id: 'clock' };

/** A state and the revision at which it was read; -1 when the stream is empty. */
export interface Seen<State = unknown> {
  readonly state: State;
  readonly revision: bigint;
}

/** A command's payload, as far as the model looks into it: the fields that name streams. */
export type Payload = Readonly<Record<string, unknown>>;

/** A context, and what its rules need to know from other streams: which ones, and in which words they are told. */
export interface Context {
  readonly decider: Decider<unknown, DomainEvent, unknown>;
  /** The streams to look at before a command is decided on the state; none, for most. */
  readonly reads: (state: unknown, command: Payload) => Readonly<Record<string, StreamRef>>;
  /** What was seen there, in the context's own words. */
  readonly facts: (seen: Readonly<Record<string, Seen>>) => unknown;
}

/** What a context says of another's streams, in types; the runner only passes it through. */
interface Joined<State, Facts, Others extends object> {
  readonly decider: { readonly initial: State; readonly commands: object };
  readonly reads?: (state: State, command: Payload) => Partial<Record<keyof Others, StreamRef>>;
  readonly facts?: (seen: { readonly [Name in keyof Others]?: Seen<Others[Name]> }) => Facts;
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
    reads: ({ known }, { buyerId, today }) => ({
      ...(!known && { buyer: { category: 'buyer', id: String(buyerId) } }),
      ...(today !== undefined && { day: BUSINESS_DAY }),
    }),
    facts: ({ buyer: file, day }) => ({ buyerRegistered: file?.state.file !== undefined, businessDay: day?.state ?? '' }),
  }),
  joined({ decider: policy }),
  joined<Claim, ClaimFacts, { policy: Policy; buyer: Buyer; account: Account }>({
    decider: claim,
    reads: (_claim, { policyId, buyerId }) => ({
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

/** The names of all commands, each with its context. */
export const commandsOf = (contexts: readonly Context[] = model): ReadonlyMap<string, Context> =>
  new Map(contexts.flatMap((context) => Object.keys(context.decider.commands).map((name): [string, Context] => [name, context])));
