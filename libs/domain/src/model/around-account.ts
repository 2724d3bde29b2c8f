import type { Account } from '../account/account';
import type { AccountFacts, BuyerSeen } from '../account/facts';
import { fileOn, insolventOn, overdueReviewOn, type Buyer } from '../buyer/buyer';
import { gradeOn } from '../buyer/grade';
import { duplicatesOf, keptOf, type Merges } from '../buyer/merges';
import { sanctionsOn, type Country } from '../country/country';
import { BUILT_IN_POLICY } from '../settings/credit-policy';
import { indexOn, type PriceIndex } from '../settings/price-index';
import { CREDIT_POLICY, limitRuleId, policyOn, type Settings } from '../settings/settings';
import { inForceOn } from '../settings/versions';
import type { CalendarDate, Payload } from '../shared';
import { BUSINESS_DAY, revisionsOf, type Joined, type Looked, type StreamRef } from './context';

/** What the rules of an account look at. */
export interface AroundAccount {
  readonly day: CalendarDate;
  readonly policy: Settings;
  readonly buyer: Buyer;
  readonly merges: Merges;
  readonly country: Country;
  readonly rule: Settings;
  readonly index: PriceIndex;
  /** The accounts of files that were merged into this one's. */
  readonly [duplicate: `duplicate ${string}`]: Account;
}

/** Commands whose rules ask what is known of the buyer; the others only whether there is one, and only on a new account. */
const ABOUT_THE_BUYER: ReadonlySet<string> = new Set([
  'GrantLimit',
  'IncreaseLimit',
  'ReduceLimit',
  'RequestLimit',
  'DecideLimit',
  'ApproveLimitChange',
  'RunLimitRule',
  'IssueInvoice',
]);

/** Commands that decide on orders: they ask for the buyer's country as well. */
const ON_ORDERS: ReadonlySet<string> = new Set(['SubmitOrder', 'CheckOrder', 'ReleaseSecurity', 'ExpireSecurity']);

const EVER: CalendarDate = '9998-12-31';

/** The day that a command is about. */
const dayOf = (payload: Payload): CalendarDate =>
  DAYS.map((name) => payload[name]).find((day): day is CalendarDate => typeof day === 'string') ?? EVER;

const DAYS = ['today', 'requestedOn', 'decidedOn', 'orderedOn', 'releasedOn', 'issuedOn', 'on'];

export const readByAccount: Joined<Account, AccountFacts, AroundAccount>['reads'] = ({ known }, { name, payload }, seen) => {
  const buyerId = String(payload.buyerId);
  const asks = ABOUT_THE_BUYER.has(name) || ON_ORDERS.has(name);
  return {
    day: BUSINESS_DAY,
    policy: { category: 'settings', id: CREDIT_POLICY },
    merges: { category: 'merges', id: 'buyers' },
    ...((asks || !known) && { buyer: { category: 'buyer', id: buyerId } }),
    ...(ON_ORDERS.has(name) && seen.buyer && countryOf(seen.buyer.state, dayOf(payload))),
    ...(name === 'RunLimitRule' && ruleAndIndex(payload, seen.rule?.state)),
    ...(seen.merges && duplicates(seen.merges.state, buyerId)),
  };
};

const countryOf = (buyer: Buyer, day: CalendarDate): { readonly country?: StreamRef } => {
  const file = fileOn(buyer, day);
  return file ? { country: { category: 'country', id: file.country } } : {};
};

const ruleAndIndex = (payload: Payload, rules?: Settings): { readonly rule: StreamRef; readonly index?: StreamRef } => {
  const rule = rules && inForceOn(rules.limitRules, dayOf(payload));
  return {
    rule: { category: 'settings', id: limitRuleId(String(payload.ruleId)) },
    ...(rule?.kind === 'index_linked' && { index: { category: 'index', id: rule.index } }),
  };
};

const duplicates = (merges: Merges, buyerId: string): Record<`duplicate ${string}`, StreamRef> =>
  merges.kept.isEmpty()
    ? {}
    : Object.fromEntries(duplicatesOf(merges, buyerId).map((id) => [`duplicate ${id}` as const, { category: 'account', id }]));

export const toldToAccount: Joined<Account, AccountFacts, AroundAccount>['facts'] = (seen, self, { payload }) => {
  const { buyer: file, policy, day, merges, country, rule, index } = seen;
  return {
    buyerRegistered: file?.state.file !== undefined,
    buyer: file ? buyerSeen(file.state, dayOf(payload)) : NOT_LOOKED_AT,
    businessDay: day?.state ?? '',
    policyOn: (on) => (policy ? policyOn(policy.state, on) : BUILT_IN_POLICY),
    sanctionsOn: (on) => country && sanctionsOn(country.state, on)?.eventId,
    mergedInto: merges && keptOf(merges.state, String(payload.buyerId)),
    duplicates: duplicatesIn(seen),
    limitRuleOn: (on) => rule && inForceOn(rule.state.limitRules, on),
    indexOn: (on) => index && indexOn(index.state, on)?.value,
    // Worked out when a decision keeps them: most commands have no use for them.
    get position() {
      return newest(streamsIn(seen), self.position).toString();
    },
    get seen() {
      return revisionsOf(streamsIn(seen));
    },
  };
};

const NO_DUPLICATES: readonly Account[] = [];

const duplicatesIn = (seen: Looked): readonly Account[] =>
  Object.entries(seen).reduce(
    (found, [name, at]) => (name.startsWith('duplicate ') && at ? [...found, at.state as Account] : found),
    NO_DUPLICATES,
  );

/** The business day is no stream of the seller's. */
const streamsIn = ({ day: _day, ...streams }: Looked): Looked => streams;

const newest = (streams: Looked, own: bigint): bigint =>
  Object.values(streams).reduce((most, at) => (at && at.position > most ? at.position : most), own);

const NOT_LOOKED_AT: BuyerSeen = {
  keyAccount: false,
  gradeOn: () => undefined,
  insolventOn: () => false,
  overdueReviewOn: () => undefined,
};

const buyerSeen = (buyer: Buyer, day: CalendarDate): BuyerSeen => {
  const file = fileOn(buyer, day);
  return {
    ...(file?.registrationId !== undefined && { registrationId: file.registrationId }),
    keyAccount: file?.keyAccount ?? false,
    gradeOn: (on) => gradeOn(buyer, on),
    insolventOn: (on) => insolventOn(buyer, on),
    overdueReviewOn: (on) => overdueReviewOn(buyer, on),
  };
};
