import {
  account,
  buyer,
  claim,
  model,
  policy,
  type AccountEvent,
  type BuyerEvent,
  type ClaimedInvoice,
  type ClaimFacts,
  type ClaimFiled,
  type Decider,
  type DomainEvent,
  type FileClaim,
  type PolicyEvent,
  type PolicyTerms,
  type Seen,
} from '@usance/domain';
import { BUYER, DUE, ISSUED } from './account';
import { amount, scenarios, type Asked } from './given-when-then';

export const terms: PolicyTerms = {
  policyId: 'POL-1',
  insurer: 'Atlas Credit Insurance',
  currency: 'EUR',
  periodFrom: '2026-01-01',
  periodTo: '2026-12-31',
  insuredShare: '0.90',
  maximumLiability: amount('100000.00'),
  maxTermsDays: 60,
  maximumExtensionDays: 60,
  waitingPeriodDays: 180,
};

export const policyBound = (changes: Partial<PolicyTerms> = {}): PolicyEvent => ({
  type: 'PolicyBound',
  data: { ...terms, ...changes },
});

export const bindPolicy = (changes: Partial<PolicyTerms> = {}): Asked => ({
  name: 'BindPolicy',
  payload: { ...terms, ...changes },
});

const buyerRegistered: BuyerEvent = {
  type: 'BuyerRegistered',
  data: { buyerId: BUYER, legalName: 'Bravo GmbH', country: 'DE' },
};

/** The day on which the usual invoice's waiting period ends: 9 February and 180 days. */
export const LOSS = '2026-08-08';

const usualClaim = { claimId: 'C-1', policyId: 'POL-1', buyerId: BUYER, cause: 'protracted_default', filedOn: LOSS } as const;

export const fileClaim = (invoiceIds: readonly string[], changes: Partial<FileClaim> = {}): Asked => ({
  name: 'FileClaim',
  payload: { ...usualClaim, invoiceIds, ...changes },
});

export const claimed = (invoiceId: string, open: string, changes: Partial<ClaimedInvoice> = {}): ClaimedInvoice => ({
  invoiceId,
  open: amount(open),
  issuedOn: ISSUED,
  dueOn: DUE,
  limit: amount('1000.00'),
  lossOn: LOSS,
  ...changes,
});

export const claimFiled = (
  invoices: readonly ClaimedInvoice[],
  sum: string,
  changes: Partial<ClaimFiled['data']> = {},
): ClaimFiled => ({
  type: 'ClaimFiled',
  data: { ...usualClaim, invoices, claimed: amount(sum), seen: { policyRevision: '0', accountRevision: '1' }, ...changes },
});

/** What a claim looks at: the events of the policy, the buyer's file and the account. */
export interface World {
  readonly policy?: readonly PolicyEvent[];
  readonly buyer?: readonly BuyerEvent[];
  readonly account?: readonly AccountEvent[];
}

const seen = <State, Event extends DomainEvent>(
  { evolve, initial }: Decider<State, Event, never, object>,
  events: readonly Event[],
): Seen<State> => ({ state: events.reduce(evolve, initial), revision: BigInt(events.length) - 1n, position: 0n });

/** A claim in a world, told to it as the model tells it. */
export const inAWorld = ({ policy: bound = [policyBound()], buyer: file = [buyerRegistered], account: ledger = [] }: World) => {
  const context = model.find(({ decider }) => decider.category === claim.category);
  if (!context) throw new Error('the model has no claims');
  const looked = { policy: seen(policy, bound), buyer: seen(buyer, file), account: seen(account, ledger) };
  const facts = context.facts(looked, { revision: -1n, position: 0n }, { name: 'FileClaim', payload: {} });
  return scenarios(claim, facts as ClaimFacts);
};
