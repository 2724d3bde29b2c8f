import type { Approver, CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { mustBelongToABuyer } from '../guards';
import { thePendingProposal } from './approve-limit-change';

/** Turns a limit rule's proposal down; the limit stays. Refused with BUYER_UNKNOWN, PROPOSAL_UNKNOWN, PROPOSAL_NOT_PENDING. */
export interface RejectLimitChange {
  readonly buyerId: string;
  readonly proposalId: string;
  readonly approver: Approver;
  readonly on: CalendarDate;
  readonly reason: string;
}

export const rejectLimitChange: DecideAccount<RejectLimitChange> = (account, { buyerId, ...rejection }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  thePendingProposal(account, rejection.proposalId);
  return [{ type: 'LimitChangeRejected', data: rejection }];
};
