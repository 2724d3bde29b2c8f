import {
  daysBetween,
  type AccountEvent,
  type ApprovalLevel,
  type Approver,
  type CalendarDate,
  type LimitAdvice,
  type LimitDecided,
  type LimitRequested,
  type OrderOutcome,
  type Reason,
  type RequestKind,
  type RequestOutcome,
} from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { entityKey, key, projection, type Effect } from '../kernel';

/** What makes a decision: a request that is decided, a limit that is given without one, an order. */
export type DecisionKind = 'request' | 'grant' | 'order';

/** Who decided; `policy`: the credit policy, at once. */
export type DecidingLevel = ApprovalLevel | 'policy';

/** A decision, as it counts; a request before it is decided has no `decidedOn`. */
export interface DecisionDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: DecisionKind;
  readonly outcome: RequestOutcome | OrderOutcome | 'released' | 'declined';
  readonly decidedOn?: CalendarDate;
  readonly level?: DecidingLevel;
  readonly override: boolean;
  /** From the request to its decision; only of requests. */
  readonly days?: number;
  readonly request?: RequestDocument;
}

/** A request for a limit, with what was decided on it. Amounts in minor units of `currency`. */
export interface RequestDocument {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly status: 'referred' | 'decided';
  readonly currency: string;
  readonly requestedMinor: bigint;
  readonly requestedTermsDays: number;
  readonly requestedOn: CalendarDate;
  readonly advice: LimitAdvice;
  readonly grantedMinor?: bigint;
  readonly termsDays?: number;
  readonly approver?: Approver | 'policy';
  readonly validFrom?: CalendarDate;
  readonly validTo?: CalendarDate;
  readonly conditions?: readonly string[];
  readonly reasonCode?: number;
  readonly reasons: readonly Reason[];
  readonly policyVersion: number;
  readonly grade: number | null;
}

type OfAccount<Type extends AccountEvent['type']> = RecordedEvent & Extract<AccountEvent, { type: Type }>;

const requestKey = (event: RecordedEvent & { data: { requestId: string } }): string =>
  key(event.seller, event.entity, 'request', event.data.requestId);

/** A decision that stands for itself: an event is one, and its document never changes. */
const decision = <Type extends AccountEvent['type']>(
  counted: (event: OfAccount<Type>) => Omit<DecisionDocument, 'seller' | 'buyer'> | undefined,
): Effect<DecisionDocument, OfAccount<Type>> => ({
  keys: (event) => (counted(event) ? [key(entityKey(event), 'event', event.revision.toString())] : []),
  fold: (_none, event) => {
    const { seller, entity: buyer } = event;
    const found = counted(event);
    return found && { seller, buyer, ...found };
  },
});

/** A limit that was given without a request; of no level when nobody is named. What a rule raises by itself is not counted. */
const granted = (decidedOn: CalendarDate, approver: Approver | undefined): Omit<DecisionDocument, 'seller' | 'buyer'> => ({
  kind: 'grant',
  outcome: 'approved',
  decidedOn,
  ...(approver && { level: approver.level }),
  override: false,
});

const requested = ({ seller, entity: buyer, data }: OfAccount<'LimitRequested'>): DecisionDocument => {
  const { requestId, kind, amount, termsDays, requestedOn, advice, reasons, policyVersion, grade }: LimitRequested['data'] = data;
  return {
    seller,
    buyer,
    kind: 'request',
    outcome: 'referred',
    override: false,
    request: {
      requestId,
      kind,
      status: 'referred',
      currency: amount.currency,
      requestedMinor: amount.minor,
      requestedTermsDays: termsDays,
      requestedOn,
      advice,
      reasons,
      policyVersion,
      grade,
    },
  };
};

const decided = (document: DecisionDocument | undefined, data: LimitDecided['data']): DecisionDocument | undefined => {
  if (!document?.request) return undefined;
  const { outcome, decidedOn, approver, override, advice, amount, termsDays, validFrom, validTo } = data;
  const { conditions, reasonCode, reasons, policyVersion, grade } = data;
  const decision = { advice, grantedMinor: amount.minor, termsDays, approver, validFrom, validTo, conditions, reasonCode };
  return {
    ...document,
    outcome,
    decidedOn,
    level: approver === 'policy' ? approver : approver.level,
    override,
    days: daysBetween(document.request.requestedOn, decidedOn),
    request: { ...document.request, status: 'decided', ...decision, reasons, policyVersion, grade },
  };
};

/** What was decided on limits and orders, a document each; a request has one from the day it is made. */
export const decisions = projection<DecisionDocument, AccountEvent>()({
  name: 'decisions',
  version: 2,
  indexes: [{ key: { seller: 1, decidedOn: 1 } }, { key: { seller: 1, kind: 1, _id: 1 } }],
  on: {
    LimitRequested: { keys: (event) => [requestKey(event)], fold: (_none, event) => requested(event) },
    LimitDecided: { keys: (event) => [requestKey(event)], fold: (document, { data }) => decided(document, data) },
    LimitGranted: decision<'LimitGranted'>(({ data: { validFrom, approver } }) => granted(validFrom, approver)),
    LimitIncreased: decision<'LimitIncreased'>(({ data: { effectiveFrom, approver, proposalId } }) =>
      proposalId !== undefined && !approver ? undefined : granted(effectiveFrom, approver),
    ),
    OrderSubmitted: decision<'OrderSubmitted'>(
      ({
        data: {
          orderedOn,
          decision: { outcome },
        },
      }) => ({
        kind: 'order',
        outcome,
        decidedOn: orderedOn,
        level: 'policy',
        override: false,
      }),
    ),
    OrderChecked: decision<'OrderChecked'>(
      ({
        data: {
          on,
          decision: { outcome },
        },
      }) => ({
        kind: 'order',
        outcome,
        decidedOn: on,
        level: 'policy',
        override: false,
      }),
    ),
    OrderReleased: decision<'OrderReleased'>(({ data: { releasedOn, approver } }) => ({
      kind: 'order',
      outcome: 'released',
      decidedOn: releasedOn,
      level: approver.level,
      override: false,
    })),
    OrderDeclined: decision<'OrderDeclined'>(({ data: { on } }) => ({
      kind: 'order',
      outcome: 'declined',
      decidedOn: on,
      override: false,
    })),
  },
});
