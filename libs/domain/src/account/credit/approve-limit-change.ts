import { money, Refusal, type Approver, type CalendarDate } from '../../shared';
import { currencyOf, type Account, type DecideAccount } from '../account';
import type { AccountEvent } from '../account.events';
import { gradeOn } from '../facts';
import { mustBelongToABuyer, mustTakeNewBusiness, theLimitInForce } from '../guards';
import { mustHaveAuthority } from './authority';
import type { Proposal } from './credit-line';

/**
 * Takes up a limit rule's proposal: the limit changes from that day on. A raise needs a level that covers the new limit, a cut any.
 * Refused with BUYER_UNKNOWN, PROPOSAL_UNKNOWN, PROPOSAL_NOT_PENDING, APPROVAL_LEVEL_TOO_LOW, for a raise BUYER_MERGED, and with the
 * limit's codes when none is in force on the day.
 */
export interface ApproveLimitChange {
  readonly buyerId: string;
  readonly proposalId: string;
  readonly approver: Approver;
  readonly on: CalendarDate;
  readonly reason: string;
}

export const approveLimitChange: DecideAccount<ApproveLimitChange> = (account, { buyerId, ...approval }, facts) => {
  mustBelongToABuyer(account, facts, buyerId);
  const { proposalId, approver, on, reason } = approval;
  const { to } = thePendingProposal(account, proposalId);
  const amount = money(to, currencyOf(account));
  const { limit } = theLimitInForce(account, on);
  if (to > limit.minor) {
    mustTakeNewBusiness(facts);
    mustHaveAuthority(facts.policyOn(on), approver, amount);
  }
  const change: AccountEvent[] =
    to === limit.minor
      ? []
      : [
          {
            type: to > limit.minor ? 'LimitIncreased' : 'LimitReduced',
            data: { amount, effectiveFrom: on, reason, approver, proposalId, ...gradeOn(facts, on) },
          },
        ];
  return [{ type: 'LimitChangeApproved', data: approval }, ...change];
};

/** PROPOSAL_UNKNOWN, PROPOSAL_NOT_PENDING */
export const thePendingProposal = (account: Account, proposalId: string): Proposal => {
  const proposal = account.proposals.get(proposalId);
  if (!proposal) throw new Refusal('PROPOSAL_UNKNOWN', { proposalId });
  if (proposal.status !== 'pending') throw new Refusal('PROPOSAL_NOT_PENDING', { proposalId, status: proposal.status });
  return proposal;
};
