import type { CalendarDate, DomainEvent, Money } from '../shared';

/** The terms of a credit insurance policy. */
export interface PolicyTerms {
  readonly policyId: string;
  readonly insurer: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly periodFrom: CalendarDate;
  /** The last day. */
  readonly periodTo: CalendarDate;
  /** The share of an insured loss that the insurer bears, a decimal string above 0 and at most 1: `0.90`. */
  readonly insuredShare: string;
  /** The most that the insurer pays for the period. */
  readonly maximumLiability: Money;
  readonly maxTermsDays: number;
  readonly maximumExtensionDays: number;
  /** Days after the due date until protracted default counts as a loss. */
  readonly waitingPeriodDays: number;
}

/** The seller and the insurer agreed on a policy. */
export type PolicyBound = DomainEvent<'PolicyBound', PolicyTerms>;

export type PolicyEvent = PolicyBound;

export type ClaimCause = 'protracted_default' | 'insolvency';

/** An invoice in a claim, as the account stood when the claim was filed. */
export interface ClaimedInvoice {
  readonly invoiceId: string;
  readonly open: Money;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  /** The buyer's credit limit on the day of shipment (else of issue). */
  readonly limit: Money;
  /** The date of loss: the last day of the waiting period, or the day of the insolvency. */
  readonly lossOn: CalendarDate;
}

/** The seller claimed a loss. Names the revisions of the policy and the account that the decision looked at. */
export type ClaimFiled = DomainEvent<
  'ClaimFiled',
  {
    readonly claimId: string;
    readonly policyId: string;
    readonly buyerId: string;
    readonly cause: ClaimCause;
    readonly filedOn: CalendarDate;
    readonly insolvencyOn?: CalendarDate;
    readonly invoices: readonly ClaimedInvoice[];
    /** The sum of what is open on the invoices. */
    readonly claimed: Money;
    readonly seen: { readonly policyRevision: string; readonly accountRevision: string };
  }
>;

export type ClaimEvent = ClaimFiled;
