import { addDays, daysBetween, money, Refusal, type CalendarDate, type Money } from '../shared';
import type { ClaimFacts, DecideClaim, InvoiceSeen } from './claim';
import type { ClaimCause, ClaimedInvoice, PolicyTerms } from './insurance.events';

/**
 * Claims the loss on invoices of one buyer under a policy. An invoice named twice is claimed once.
 *
 * Every invoice must have attached: shipped (else invoiced) inside the policy period, while a limit was in force for the buyer,
 * on terms no longer than the policy's, and must still be open and undisputed. Protracted default is a loss at the end of the
 * waiting period, which counts from the due date (its last day is the date of loss; a claim can be filed from that day on);
 * insolvency is one at once, on what was shipped (else invoiced) by its day.
 *
 * Not refused: an invoice that another claim holds already. A claim is a stream of its own and sees no other; both show in the
 * list of claims, and what they cost together is for the insurer's assessment to notice.
 * Source: domain rules 2.5, 2.6 (XOLV, HKE), vector V18 (due 31 July + 3 months: earliest claim 31 October).
 * Refused with CLAIM_EXISTS, POLICY_UNKNOWN, BUYER_UNKNOWN, CURRENCY_MISMATCH, INVOICE_UNKNOWN, INVOICE_NOT_OPEN,
 * INVOICE_DISPUTED, POLICY_NOT_IN_FORCE, TERMS_TOO_LONG, INVOICE_NOT_OVERDUE, WAITING_PERIOD_RUNNING, INSOLVENCY_BEFORE_SHIPMENT,
 * and with NO_LIMIT, LIMIT_NOT_YET_VALID, LIMIT_WITHDRAWN or LIMIT_EXPIRED when the buyer was not covered at shipment.
 */
export interface FileClaim {
  readonly claimId: string;
  readonly policyId: string;
  readonly buyerId: string;
  readonly cause: ClaimCause;
  readonly invoiceIds: readonly string[];
  readonly filedOn: CalendarDate;
  /** The day of the insolvency; given if, and only if, that is the cause. */
  readonly insolvencyOn?: CalendarDate;
}

export const fileClaim: DecideClaim<FileClaim> = (claim, command, facts) => {
  const { invoiceIds, ...claimed } = command;
  if (claim.status === 'filed') throw new Refusal('CLAIM_EXISTS', { claimId: claimed.claimId });
  const policy = thePolicy(facts, claimed.policyId);
  if (!facts.buyerKnown) throw new Refusal('BUYER_UNKNOWN', { buyerId: claimed.buyerId });
  if (facts.accountCurrency !== undefined && facts.accountCurrency !== policy.currency)
    throw new Refusal('CURRENCY_MISMATCH', { expected: policy.currency, given: facts.accountCurrency });
  const invoices = [...new Set(invoiceIds)].map((invoiceId): ClaimedInvoice => {
    const invoice = theInvoice(facts, invoiceId);
    const limit = theCover(policy, invoiceId, invoice);
    const lossOn = theDateOfLoss(policy, invoiceId, invoice, command);
    const { open, issuedOn, dueOn, shippedOn } = invoice;
    return { invoiceId, open, issuedOn, dueOn, shippedOn, limit, lossOn };
  });
  const sum = invoices.reduce((total, { open }) => total + open.minor, 0n);
  const seen = { policyRevision: facts.policyRevision.toString(), accountRevision: facts.accountRevision.toString() };
  return [{ type: 'ClaimFiled', data: { ...claimed, invoices, claimed: money(sum, policy.currency), seen } }];
};

/** POLICY_UNKNOWN */
const thePolicy = ({ policy }: ClaimFacts, policyId: string): PolicyTerms => {
  if (!policy) throw new Refusal('POLICY_UNKNOWN', { policyId });
  return policy;
};

/** INVOICE_UNKNOWN, INVOICE_NOT_OPEN, INVOICE_DISPUTED */
const theInvoice = (facts: ClaimFacts, invoiceId: string): InvoiceSeen => {
  const invoice = facts.invoice(invoiceId);
  if (!invoice) throw new Refusal('INVOICE_UNKNOWN', { invoiceId });
  if (invoice.open.minor === 0n) throw new Refusal('INVOICE_NOT_OPEN', { invoiceId, open: invoice.open });
  if (invoice.disputed) throw new Refusal('INVOICE_DISPUTED', { invoiceId, open: invoice.open });
  return invoice;
};

/** POLICY_NOT_IN_FORCE, TERMS_TOO_LONG, and the limit's codes when the buyer was not covered at shipment; else its limit then. */
const theCover = (policy: PolicyTerms, invoiceId: string, invoice: InvoiceSeen): Money => {
  const { periodFrom, periodTo, maxTermsDays } = policy;
  const shippedOn = invoice.shippedOn ?? invoice.issuedOn;
  if (shippedOn < periodFrom || shippedOn > periodTo)
    throw new Refusal('POLICY_NOT_IN_FORCE', { invoiceId, shippedOn, periodFrom, periodTo });
  if (typeof invoice.limit === 'string') throw new Refusal(invoice.limit, { invoiceId, on: shippedOn });
  const termsDays = daysBetween(invoice.issuedOn, invoice.dueOn);
  if (termsDays > maxTermsDays) throw new Refusal('TERMS_TOO_LONG', { invoiceId, maxTermsDays, termsDays });
  return invoice.limit;
};

/** INVOICE_NOT_OVERDUE, WAITING_PERIOD_RUNNING, INSOLVENCY_BEFORE_SHIPMENT */
const theDateOfLoss = (
  { waitingPeriodDays }: PolicyTerms,
  invoiceId: string,
  { dueOn, issuedOn, shippedOn = issuedOn }: InvoiceSeen,
  { cause, filedOn, insolvencyOn }: FileClaim,
): CalendarDate => {
  if (cause === 'insolvency') {
    if (insolvencyOn === undefined) throw new Error('a claim for insolvency names its day');
    if (insolvencyOn < shippedOn) throw new Refusal('INSOLVENCY_BEFORE_SHIPMENT', { invoiceId, shippedOn, insolvencyOn });
    return insolvencyOn;
  }
  if (filedOn <= dueOn) throw new Refusal('INVOICE_NOT_OVERDUE', { invoiceId, dueOn, filedOn });
  const lossOn = addDays(dueOn, waitingPeriodDays);
  if (filedOn < lossOn)
    throw new Refusal('WAITING_PERIOD_RUNNING', { invoiceId, dueOn, waitingPeriodDays, earliestFiling: lossOn });
  return lossOn;
};
