import type { DecisionsAnswer, LimitRequestRow, ProposalRow, TableAnswer } from '@usance/projections';
import { DecisionReason } from '../account/decisions';
import { Approver } from '../http/fields';
import { shown } from '../http/shown';

export const REQUEST_STATUSES = ['referred', 'decided'] as const;
export const PROPOSAL_STATUSES = ['pending', 'approved', 'rejected', 'superseded', 'applied'] as const;

class Advice {
  @shown.amount()
  amount!: string;

  @shown.count()
  termsDays!: number;
}

class RequestedLimit implements LimitRequestRow {
  @shown.text({ example: 'REQ-1' })
  requestId!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.word(['new', 'increase', 'reduce', 'cancel'])
  kind!: LimitRequestRow['kind'];

  @shown.word(REQUEST_STATUSES, { means: 'referred waits for a person.' })
  status!: LimitRequestRow['status'];

  @shown.word(['approved', 'partly_approved', 'conditional', 'refused', 'referred'])
  outcome!: LimitRequestRow['outcome'];

  @shown.currency()
  currency!: string;

  @shown.amount()
  requested!: string;

  @shown.count()
  requestedTermsDays!: number;

  @shown.day()
  requestedOn!: string;

  @shown.one(Advice, { means: 'What the credit policy says: when it was asked, and again when a person decided.' })
  advice!: Advice;

  @shown.nullable({ means: 'Null while it waits; zero when it was refused.', example: '1000.00' })
  granted!: string | null;

  @shown.count({ optional: true })
  termsDays?: number;

  @shown.flag({ means: 'Whether a person decided otherwise than the policy advised.' })
  override!: boolean;

  @shown.day({ optional: true })
  decidedOn?: string;

  @shown.oneOr(Approver, 'policy', { optional: true, means: 'policy: decided at once, inside the credit policy.' })
  approver?: LimitRequestRow['approver'];

  @shown.day({ optional: true })
  validFrom?: string;

  @shown.day({ optional: true })
  validTo?: string;

  @shown.texts({ optional: true })
  conditions?: string[];

  @shown.count({ optional: true, means: 'UN/EDIFACT 4509.' })
  reasonCode?: number;

  @shown.list(DecisionReason)
  reasons!: LimitRequestRow['reasons'];

  @shown.count()
  policyVersion!: number;

  @shown.grade({ means: "The buyer's grade that the policy looked at; null: none." })
  grade!: number | null;
}

export class RequestedLimitTable implements TableAnswer<LimitRequestRow> {
  @shown.position()
  position!: string;

  @shown.list(RequestedLimit)
  rows!: RequestedLimit[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Proposal implements ProposalRow {
  @shown.text({ example: 'copper:2026-03-01' })
  proposalId!: string;

  @shown.text()
  ruleId!: string;

  @shown.count()
  ruleVersion!: number;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.currency()
  currency!: string;

  @shown.amount({ means: 'The limit that was in force.' })
  from!: string;

  @shown.amount({ means: 'The limit that is proposed.' })
  to!: string;

  @shown.day()
  on!: string;

  @shown.word(PROPOSAL_STATUSES, { means: 'applied: by the rule itself.' })
  status!: ProposalRow['status'];

  @shown.any({ means: 'What the rule looked at.' })
  inputs!: Record<string, string>;

  @shown.one(Approver, { optional: true })
  approver?: Approver;

  @shown.day({ optional: true })
  decidedOn?: string;

  @shown.text({ optional: true })
  reason?: string;

  @shown.text({ optional: true, means: 'The proposal that took its place.' })
  supersededBy?: string;
}

export class ProposalTable implements TableAnswer<ProposalRow> {
  @shown.position()
  position!: string;

  @shown.list(Proposal)
  rows!: Proposal[];

  @shown.nextCursor()
  nextCursor?: string;
}

class LimitOutcomes {
  @shown.count()
  approved!: number;

  @shown.count()
  partly_approved!: number;

  @shown.count()
  conditional!: number;

  @shown.count()
  refused!: number;
}

class DecidingLevels {
  @shown.count({ means: 'Decided at once, inside the credit policy.' })
  policy!: number;

  @shown.count()
  clerk!: number;

  @shown.count()
  supervisor!: number;

  @shown.count()
  manager!: number;

  @shown.count()
  director!: number;
}

class OrderOutcomes {
  @shown.count()
  approve!: number;

  @shown.count()
  refer!: number;

  @shown.count()
  decline!: number;

  @shown.count({ means: 'Held ones that a person let through.' })
  released!: number;

  @shown.count({ means: 'Held ones that a person declined.' })
  declined!: number;
}

export class DecisionCounts implements DecisionsAnswer {
  @shown.position()
  position!: string;

  @shown.day({ optional: true })
  from?: string;

  @shown.day({ optional: true })
  to?: string;

  @shown.count({ means: 'Decisions on limits: requests, and limits that were given without one.' })
  total!: number;

  @shown.one(LimitOutcomes)
  outcomes!: LimitOutcomes;

  @shown.count({ means: 'Decided otherwise than the credit policy advised.' })
  overrides!: number;

  @shown.one(DecidingLevels, { means: 'By who decided; a limit that was given in nobody’s name is in none.' })
  levels!: DecidingLevels;

  @shown.numberOrNull({ means: 'Median of the days from request to decision; null when no request was decided.', example: 1.5 })
  medianDays!: number | null;

  @shown.one(OrderOutcomes, { means: 'Decisions on orders.' })
  orders!: OrderOutcomes;
}
