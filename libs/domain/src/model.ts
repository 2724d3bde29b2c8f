import { findInvoice, type Account, type AccountFacts } from './account/account';
import { account } from './account/account.decider';
import { limitOn } from './account/credit/limit';
import { fileOn, type Buyer, type BuyerFacts } from './buyer/buyer';
import { buyer } from './buyer/buyer.decider';
import { merges, type Merges, type MergesFacts } from './buyer/merges';
import { country, ratingOn, type Country } from './country/country';
import { claim, type Claim, type ClaimFacts, type InvoiceSeen } from './insurance/claim';
import { policy, type Policy } from './insurance/policy';
import { priceIndex } from './settings/price-index';
import { BUILT_IN_POLICY } from './settings/credit-policy';
import { BUILT_IN_SCORECARD } from './settings/scorecard';
import { CREDIT_POLICY, policyOn, scorecardId, scorecardOn, settings, type Settings } from './settings/settings';
import { money, type CalendarDate, type Decider, type DomainEvent, type Payload, type SeenRevisions } from './shared';

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

/** What the rules of a buyer's file look at. */
interface AroundFile {
  readonly policy: Settings;
  readonly scorecard: Settings;
  readonly country: Country;
  readonly account: Account;
}

const readByFile = (file: Buyer, { name, payload }: AskedOfModel): Partial<Record<keyof AroundFile, StreamRef>> => {
  const { buyerId, alertId, scoredOn, model: scorecard = BUILT_IN_SCORECARD.model } = payload;
  const policy = { category: 'settings', id: CREDIT_POLICY };
  const account = { category: 'account', id: String(buyerId) };
  const of = fileOn(file, String(scoredOn));
  switch (name) {
    case 'ScoreBuyer':
      return {
        policy,
        account,
        scorecard: { category: 'settings', id: scorecardId(String(scorecard)) },
        ...(of && { country: { category: 'country', id: of.country } }),
      };
    case 'OverrideGrade':
    case 'EndGradeOverride':
      return { policy, account };
    case 'CompleteReview':
      return { policy };
    case 'AcknowledgeAlert':
    case 'CloseAlert':
      return file.alerts.has(String(alertId)) ? {} : { account };
    default:
      return {};
  }
};

const toldToFile: Joined<Buyer, BuyerFacts, AroundFile>['facts'] = (seen) => {
  const { policy, scorecard, country: there } = seen;
  return {
    policyOn: (day) => (policy ? policyOn(policy.state, day) : BUILT_IN_POLICY),
    scorecardOn: (model, day) => scorecard && scorecardOn(scorecard.state, model, day),
    countryRatingOn: (day) => there && ratingOn(there.state, day),
    paymentBehaviourOn: () => ({}),
    lastLimit: { grade: null, changes: 0 },
    raisedByAccount: () => false,
    seen: revisionsOf(seen),
  };
};

const revisionsOf = (seen: Readonly<Record<string, Seen | undefined>>): SeenRevisions =>
  Object.fromEntries(Object.entries(seen).map(([name, at]) => [name, String(at?.revision)]));

/** All contexts, joined. Contexts do not import each other; what one needs of another is said here. */
export const model: readonly Context[] = [
  joined<Buyer, BuyerFacts, AroundFile>({ decider: buyer, reads: readByFile, facts: toldToFile }),
  joined<Merges, MergesFacts, { kept: Buyer; duplicate: Buyer }>({
    decider: merges,
    reads: (_merges, { payload: { buyerId, duplicateId } }) => ({
      kept: { category: 'buyer', id: String(buyerId) },
      duplicate: { category: 'buyer', id: String(duplicateId) },
    }),
    facts: ({ kept, duplicate }) => ({
      keptIsRegistered: kept?.state.file !== undefined,
      duplicateIsRegistered: duplicate?.state.file !== undefined,
    }),
  }),
  joined({ decider: country }),
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
