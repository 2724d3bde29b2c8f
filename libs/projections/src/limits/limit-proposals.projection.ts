import type { AccountEvent, Approver, CalendarDate } from '@usance/domain';
import { key, projection, type Effect, type EventWith, type Fold } from '../kernel';

/** A limit rule's proposal as it stands. Amounts in minor units of `currency`. */
export interface ProposalDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly proposalId: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly currency: string;
  readonly fromMinor: bigint;
  readonly toMinor: bigint;
  readonly on: CalendarDate;
  /** What the rule looked at, in words and decimal strings. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `applied`: by the rule itself. */
  readonly status: 'pending' | 'approved' | 'rejected' | 'superseded' | 'applied';
  readonly approver?: Approver;
  readonly decidedOn?: CalendarDate;
  readonly reason?: string;
  /** The proposal that took its place. */
  readonly supersededBy?: string;
}

const ofProposal = <Event extends EventWith<{ readonly proposalId: string }>>(
  fold: Fold<ProposalDocument, Event>,
): Effect<ProposalDocument, Event> => ({ keys: ({ seller, entity, data }) => [key(seller, entity, data.proposalId)], fold });

/** What limit rules propose, a document each. */
export const limitProposals = projection<ProposalDocument, AccountEvent>()({
  name: 'limit_proposals',
  version: 1,
  indexes: [{ key: { seller: 1, status: 1, _id: 1 } }],
  on: {
    LimitChangeProposed: ofProposal((_none, { seller, entity: buyer, data }) => {
      const { proposalId, ruleId, ruleVersion, from, to, on, inputs } = data;
      const amounts = { currency: to.currency, fromMinor: from.minor, toMinor: to.minor };
      return { seller, buyer, proposalId, ruleId, ruleVersion, ...amounts, on, inputs, status: 'pending' };
    }),
    LimitChangeSuperseded: ofProposal(
      (proposal, { data }) => proposal && { ...proposal, status: 'superseded', supersededBy: data.by },
    ),
    LimitChangeApproved: ofProposal((proposal, { data: { approver, on: decidedOn, reason } }) => {
      if (!proposal) return undefined;
      const decided = { ...proposal, decidedOn, reason };
      return approver === 'rule' ? { ...decided, status: 'applied' } : { ...decided, approver, status: 'approved' };
    }),
    LimitChangeRejected: ofProposal(
      (proposal, { data: { approver, on: decidedOn, reason } }) =>
        proposal && { ...proposal, approver, decidedOn, reason, status: 'rejected' },
    ),
  },
});
