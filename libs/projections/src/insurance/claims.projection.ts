import type { CalendarDate, ClaimCause, ClaimEvent } from '@usance/domain';
import { onEntity, projection } from '../kernel';

/** A claim as it stands. */
export interface ClaimDocument {
  readonly seller: string;
  readonly claimId: string;
  readonly policyId: string;
  readonly buyer: string;
  readonly cause: ClaimCause;
  readonly status: 'filed';
  readonly filedOn: CalendarDate;
  readonly insolvencyOn?: CalendarDate;
  readonly currency: string;
  readonly claimedMinor: bigint;
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly openMinor: bigint;
    readonly issuedOn: CalendarDate;
    readonly dueOn: CalendarDate;
  }[];
}

/** The claims of the seller on its policies. */
export const claims = projection<ClaimDocument, ClaimEvent>()({
  name: 'claims',
  version: 1,
  indexes: [{ key: { seller: 1, filedOn: -1, _id: 1 } }],
  on: onEntity({
    ClaimFiled: (_none, { seller, data: { claimId, policyId, buyerId, cause, filedOn, insolvencyOn, claimed, invoices } }) => ({
      seller,
      claimId,
      policyId,
      buyer: buyerId,
      cause,
      status: 'filed',
      filedOn,
      insolvencyOn,
      currency: claimed.currency,
      claimedMinor: claimed.minor,
      invoices: invoices.map(({ invoiceId, open, issuedOn, dueOn }) => ({ invoiceId, openMinor: open.minor, issuedOn, dueOn })),
    }),
  }),
});
