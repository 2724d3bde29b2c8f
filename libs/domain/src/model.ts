import { findInvoice, type Account } from './account/account';
import { account } from './account/account.decider';
import { limitOn } from './account/credit/limit';
import type { AccountFacts } from './account/facts';
import type { Buyer, BuyerFacts } from './buyer/buyer';
import { buyer } from './buyer/buyer.decider';
import type { Merges, MergesFacts } from './buyer/merges';
import { merges } from './buyer/merges.decider';
import { country } from './country/country';
import { claim, type Claim, type ClaimFacts, type InvoiceSeen } from './insurance/claim';
import { policy, type Policy } from './insurance/policy';
import { readByAccount, toldToAccount, type AroundAccount } from './model/around-account';
import { readByBuyer, readByMerge, toldToBuyer, toldToMerge, type AroundBuyer, type AroundMerge } from './model/around-buyer';
import { BUSINESS_DAY, joined, type Context } from './model/context';
import { priceIndex } from './settings/price-index';
import { settings, type Settings, type SettingsFacts } from './settings/settings';
import { money, type CalendarDate } from './shared';

export * from './model/context';

/** All contexts, joined. Contexts do not import each other; what one needs of another is said here, and in model/. */
export const model: readonly Context[] = [
  joined<Buyer, BuyerFacts, AroundBuyer>({ decider: buyer, reads: readByBuyer, facts: toldToBuyer }),
  joined<Merges, MergesFacts, AroundMerge>({ decider: merges, reads: readByMerge, facts: toldToMerge }),
  joined({ decider: country }),
  joined<Account, AccountFacts, AroundAccount>({ decider: account, reads: readByAccount, facts: toldToAccount }),
  joined<Settings, SettingsFacts, { day: CalendarDate }>({
    decider: settings,
    reads: (_settings, { name }) => (name === 'PublishCreditPolicy' ? { day: BUSINESS_DAY } : {}),
    facts: ({ day }) => ({ businessDay: day?.state ?? '' }),
  }),
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
