import {
  toWire,
  type Approver,
  type CalendarDate,
  type Reason,
  type RequestKind,
  type RequestOutcome,
  type Wire,
} from '@usance/domain';
import type { ReadModels } from '../kernel';
import { amountOf, type Page } from '../shared/answers';
import { tableByKey, type TableAnswer } from '../shared/table';
import { decisions, type DecisionDocument, type RequestDocument } from './decisions.projection';

/** A request for a limit, and what was decided on it. Amounts are decimal strings in `currency`. */
export interface LimitRequestRow {
  readonly requestId: string;
  readonly buyerId: string;
  readonly kind: RequestKind;
  readonly status: 'referred' | 'decided';
  readonly outcome: RequestOutcome;
  readonly currency: string;
  readonly requested: string;
  readonly requestedTermsDays: number;
  readonly requestedOn: CalendarDate;
  /** What the credit policy says: when it was asked, and again when it was decided. */
  readonly advice: { readonly amount: string; readonly termsDays: number };
  /** Null while it waits; zero when it was refused. */
  readonly granted: string | null;
  readonly termsDays?: number;
  /** Whether a person decided otherwise than the policy advised. */
  readonly override: boolean;
  readonly decidedOn?: CalendarDate;
  readonly approver?: Approver | 'policy';
  readonly validFrom?: CalendarDate;
  readonly validTo?: CalendarDate;
  readonly conditions?: readonly string[];
  /** UN/EDIFACT 4509. */
  readonly reasonCode?: number;
  readonly reasons: readonly Wire<Reason>[];
  readonly policyVersion: number;
  readonly grade: number | null;
}

/** A page of the requests, perhaps of one status or one buyer only. */
export interface LimitRequestsInput extends Page {
  readonly status?: RequestDocument['status'];
  readonly buyer?: string;
}

/** The read models that requests are answered from. */
export const LIMIT_REQUEST_MODELS: readonly string[] = [decisions.name];

/** Requests for limits, by buyer and id. */
export const limitRequests = (
  models: ReadModels,
  seller: string,
  { status, buyer, ...page }: LimitRequestsInput,
): Promise<TableAnswer<LimitRequestRow>> => {
  const fit = { kind: 'request' as const, ...(status !== undefined && { 'request.status': status }) };
  return tableByKey<Requested, LimitRequestRow>(models, decisions, { seller, buyer, fit, page }, rowOf);
};

type Requested = DecisionDocument & { readonly outcome: RequestOutcome; readonly request: RequestDocument };

const rowOf = ({ buyer, outcome, override, decidedOn, request }: Requested): LimitRequestRow => {
  const { requestId, kind, status, currency, requestedMinor, advice, grantedMinor, reasons, policyVersion, grade, ...rest } =
    request;
  return {
    requestId,
    buyerId: buyer,
    kind,
    status,
    outcome,
    currency,
    requested: amountOf(requestedMinor, currency),
    ...rest,
    advice: { amount: amountOf(advice.amount.minor, currency), termsDays: advice.termsDays },
    granted: grantedMinor === undefined ? null : amountOf(grantedMinor, currency),
    override,
    ...(decidedOn !== undefined && { decidedOn }),
    reasons: toWire(reasons),
    policyVersion,
    grade,
  };
};
