import type { ReadModels } from '../kernel';
import { amountOf, type Page } from '../shared/answers';
import { tableByKey, type TableAnswer } from '../shared/table';
import { limitProposals as proposalsModel, type ProposalDocument } from './limit-proposals.projection';

/** A limit rule's proposal as it stands. Amounts are decimal strings in `currency`. */
export interface ProposalRow extends Pick<
  ProposalDocument,
  | 'proposalId'
  | 'ruleId'
  | 'ruleVersion'
  | 'currency'
  | 'on'
  | 'inputs'
  | 'status'
  | 'approver'
  | 'decidedOn'
  | 'reason'
  | 'supersededBy'
> {
  readonly buyerId: string;
  /** The limit that was in force. */
  readonly from: string;
  /** The limit that is proposed. */
  readonly to: string;
}

/** A page of the proposals, perhaps of one status or one buyer only. */
export interface ProposalsInput extends Page {
  readonly status?: ProposalDocument['status'];
  readonly buyer?: string;
}

/** The read models that proposals are answered from. */
export const PROPOSAL_MODELS: readonly string[] = [proposalsModel.name];

/** Proposals of limit rules, by buyer and id. */
export const limitProposals = (
  models: ReadModels,
  seller: string,
  { status, buyer, ...page }: ProposalsInput,
): Promise<TableAnswer<ProposalRow>> => {
  const fit = status === undefined ? {} : { status };
  return tableByKey<ProposalDocument, ProposalRow>(models, proposalsModel, { seller, buyer, fit, page }, (document) => {
    const { _id, position: _position, seller: _seller, buyer: buyerId, fromMinor, toMinor, ...said } = document;
    return { ...said, buyerId, from: amountOf(fromMinor, said.currency), to: amountOf(toMinor, said.currency) };
  });
};
