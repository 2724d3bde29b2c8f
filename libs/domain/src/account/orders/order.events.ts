import type { Assessed } from '../credit/thresholds.events';
import type { Approver, CalendarDate, DomainEvent, Grade, Money, Reason, SeenRevisions } from '../../shared';

export type OrderOutcome = 'approve' | 'refer' | 'decline';

/** A decision on an order, with all that it rests on: made again from what it saw, it is the same. */
export interface OrderDecision {
  /** approve takes credit; refer holds the order, and decline ends it, without any. */
  readonly outcome: OrderOutcome;
  readonly reasons: readonly Reason[];
  /** The credit policy that governed; 0: what is built in. */
  readonly policyVersion: number;
  /** The buyer's grade on the day; null: none, which counts as 6. */
  readonly grade: Grade | null;
  /** Credit left before the order. */
  readonly available: Money;
  /** Of the newest event that was read, as a decimal string. */
  readonly position: string;
  /** The day on which an order that ships beyond the horizon is checked and takes credit; until then it takes and asks for none. */
  readonly laterOn?: CalendarDate;
  readonly seen: SeenRevisions;
}

/** The buyer ordered; the decision on its credit was made at once. */
export type OrderSubmitted = DomainEvent<
  'OrderSubmitted',
  Assessed & {
    readonly orderId: string;
    readonly amount: Money;
    readonly orderedOn: CalendarDate;
    readonly shipBy?: CalendarDate;
    readonly termsDays?: number;
    readonly decision: OrderDecision;
  }
>;

/** An order that had been let through was decided again: it came inside the horizon, or a security of the buyer ended. */
export type OrderChecked = DomainEvent<
  'OrderChecked',
  Assessed & {
    readonly orderId: string;
    readonly on: CalendarDate;
    readonly cause: 'horizon_reached' | 'security_ended';
    /** Never decline: what was let through once is held. */
    readonly decision: OrderDecision;
  }
>;

/** An approver let the held order through, beyond the limit if need be; it takes credit. */
export type OrderReleased = DomainEvent<
  'OrderReleased',
  Assessed & {
    readonly orderId: string;
    readonly approver: Approver;
    readonly reason: string;
    readonly releasedOn: CalendarDate;
    /** What was used before it. */
    readonly used: Money;
    readonly policyVersion: number;
  }
>;

/** A person declined the held order. */
export type OrderDeclined = DomainEvent<
  'OrderDeclined',
  Assessed & { readonly orderId: string; readonly on: CalendarDate; readonly reason: string }
>;

/** The order was cancelled, as far as it is neither shipped nor invoiced; its credit is free. */
export type OrderCancelled = DomainEvent<
  'OrderCancelled',
  Assessed & { readonly orderId: string; readonly on: CalendarDate; readonly reason: string; readonly freed: Money }
>;

/** Goods of the order went out. */
export type OrderShipped = DomainEvent<
  'OrderShipped',
  Assessed & { readonly orderId: string; readonly shipmentId: string; readonly amount: Money; readonly shippedOn: CalendarDate }
>;

export type OrderEvent = OrderSubmitted | OrderChecked | OrderReleased | OrderDeclined | OrderCancelled | OrderShipped;
