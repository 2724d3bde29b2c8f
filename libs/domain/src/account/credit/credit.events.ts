import type { Approver, CalendarDate, DomainEvent, Grade, Money, Reason, SeenRevisions } from '../../shared';
import type { Assessed } from './thresholds.events';

/** What a request asks for. */
export type RequestKind = 'new' | 'increase' | 'reduce' | 'cancel';

/** How a request for a limit came out; `referred` waits for a person. */
export type RequestOutcome = 'approved' | 'partly_approved' | 'conditional' | 'refused' | 'referred';

/** What the credit policy says to a request: its answer when it is inside the policy, its advice when a person decides. */
export interface LimitAdvice {
  /** The most that the policy allows: the smaller of what was asked and the cap. Zero when the policy grants nothing. */
  readonly amount: Money;
  /** The smaller of what was asked and the grade's longest terms, in days. */
  readonly termsDays: number;
}

/** Somebody asked for a limit, or for a change of it. */
export type LimitRequested = DomainEvent<
  'LimitRequested',
  Assessed & {
    readonly requestId: string;
    readonly kind: RequestKind;
    readonly amount: Money;
    readonly termsDays: number;
    readonly requestedOn: CalendarDate;
    readonly registrationId?: string;
    readonly advice: LimitAdvice;
    /** Why it was not simply approved; none when it was. */
    readonly reasons: readonly Reason[];
    readonly policyVersion: number;
    /** The grade that the policy looked at; null: none, which counts as 6. */
    readonly grade: Grade | null;
    readonly seen: SeenRevisions;
  }
>;

/** A request was decided: by the policy at once, or by a person. */
export type LimitDecided = DomainEvent<
  'LimitDecided',
  Assessed & {
    readonly requestId: string;
    readonly kind: RequestKind;
    readonly outcome: Exclude<RequestOutcome, 'referred'>;
    readonly decidedOn: CalendarDate;
    /** `policy`: decided at once, inside the policy. */
    readonly approver: Approver | 'policy';
    readonly asked: { readonly amount: Money; readonly termsDays: number };
    readonly advice: LimitAdvice;
    /** Whether a person decided otherwise than the policy advised. */
    readonly override: boolean;
    /** What was granted; zero when refused, or when the limit was cancelled. */
    readonly amount: Money;
    readonly termsDays?: number;
    /** What becomes of the limit: it is set, it is refused (a limit of nothing), it ends, or it stays as it is. */
    readonly effect: 'set' | 'refused' | 'withdrawn' | 'none';
    /** From when the effect counts. */
    readonly validFrom: CalendarDate;
    /** The last day. */
    readonly validTo?: CalendarDate;
    readonly conditions?: readonly string[];
    /** UN/EDIFACT 4509, 1 to 15. */
    readonly reasonCode?: number;
    readonly reasons: readonly Reason[];
    readonly policyVersion: number;
    readonly grade: Grade | null;
    /** The day on which the buyer is looked at again; only where a limit is set. */
    readonly reviewOn?: CalendarDate;
    readonly seen: SeenRevisions;
  }
>;

/** An amount on top of the limit, for a time; it stands beside a limit in force, and adds up with others. */
export type TemporaryLimitGranted = DomainEvent<
  'TemporaryLimitGranted',
  Assessed & {
    readonly amount: Money;
    readonly validFrom: CalendarDate;
    /** The last day. */
    readonly validTo: CalendarDate;
    readonly reason: string;
    readonly approver: Approver;
  }
>;

/** A temporary amount was over: its last day has passed. */
export type TemporaryLimitEnded = DomainEvent<
  'TemporaryLimitEnded',
  Assessed & {
    readonly amount: Money;
    readonly validFrom: CalendarDate;
    readonly validTo: CalendarDate;
    readonly today: CalendarDate;
  }
>;

/** The limit was over: its last day has passed. */
export type LimitExpired = DomainEvent<
  'LimitExpired',
  Assessed & { readonly validTo: CalendarDate; readonly today: CalendarDate }
>;

/** No new orders of the buyer go through until it is released. */
export type BuyerHeld = DomainEvent<'BuyerHeld', Assessed & { readonly on: CalendarDate; readonly reason: string }>;

/** The hold on the buyer is over. */
export type BuyerReleased = DomainEvent<
  'BuyerReleased',
  Assessed & { readonly on: CalendarDate; readonly reason: string; readonly approver: Approver }
>;

export type FraudKind = 'identity_mismatch' | 'bank_account_change' | 'duplicate_invoice' | 'documents_inconsistent' | 'other';

/** Something about the buyer looks like fraud. All kinds but duplicate_invoice block new business until they are cleared. */
export type FraudFlagged = DomainEvent<
  'FraudFlagged',
  Assessed & { readonly flagId: string; readonly kind: FraudKind; readonly on: CalendarDate; readonly evidence: string }
>;

/** The suspicion was looked into and is gone. */
export type FraudFlagCleared = DomainEvent<
  'FraudFlagCleared',
  Assessed & { readonly flagId: string; readonly on: CalendarDate; readonly reason: string; readonly approver: Approver }
>;

export type SecurityKind = 'deposit' | 'letter_of_credit' | 'bank_guarantee' | 'parent_guarantee';

/** The buyer has to secure an amount by one of the kinds; replaces what was required before, zero lifts it. */
export type SecurityRequired = DomainEvent<
  'SecurityRequired',
  Assessed & {
    readonly amount: Money;
    readonly kinds: readonly SecurityKind[];
    readonly requiredOn: CalendarDate;
    readonly reason: string;
  }
>;

/** A security came in. */
export type SecurityRecorded = DomainEvent<
  'SecurityRecorded',
  Assessed & {
    readonly securityId: string;
    readonly kind: SecurityKind;
    readonly amount: Money;
    readonly issuer?: string;
    readonly validFrom: CalendarDate;
    /** The last day. */
    readonly validTo?: CalendarDate;
  }
>;

/** A security was given back; from that day on it secures nothing. */
export type SecurityReleased = DomainEvent<
  'SecurityReleased',
  Assessed & {
    readonly securityId: string;
    readonly releasedOn: CalendarDate;
    readonly reason: string;
    /** Its day had not come when it was recorded: the buyer's orders are checked again on the day. */
    readonly ahead?: boolean;
  }
>;

/** A security was over: its last day has passed. */
export type SecurityExpired = DomainEvent<
  'SecurityExpired',
  Assessed & { readonly securityId: string; readonly validTo: CalendarDate; readonly today: CalendarDate }
>;

/** A limit rule says that the limit should change; waits for an approver, unless the rule applies itself. */
export type LimitChangeProposed = DomainEvent<
  'LimitChangeProposed',
  Assessed & {
    /** `<ruleId>:<day>` */
    readonly proposalId: string;
    readonly ruleId: string;
    readonly ruleVersion: number;
    readonly from: Money;
    readonly to: Money;
    readonly on: CalendarDate;
    /** What the rule looked at, in words and decimal strings. */
    readonly inputs: Readonly<Record<string, string>>;
  }
>;

/** A newer run of the rule made the pending proposal meaningless. */
export type LimitChangeSuperseded = DomainEvent<
  'LimitChangeSuperseded',
  Assessed & { readonly proposalId: string; readonly by: string }
>;

/** The proposal was taken up, by a person or by the rule itself; the change of the limit stands beside it. */
export type LimitChangeApproved = DomainEvent<
  'LimitChangeApproved',
  Assessed & {
    readonly proposalId: string;
    readonly approver: Approver | 'rule';
    readonly on: CalendarDate;
    readonly reason: string;
  }
>;

/** The proposal was turned down; the limit stays. */
export type LimitChangeRejected = DomainEvent<
  'LimitChangeRejected',
  Assessed & { readonly proposalId: string; readonly approver: Approver; readonly on: CalendarDate; readonly reason: string }
>;

export type CreditEvent =
  | LimitRequested
  | LimitDecided
  | TemporaryLimitGranted
  | TemporaryLimitEnded
  | LimitExpired
  | BuyerHeld
  | BuyerReleased
  | FraudFlagged
  | FraudFlagCleared
  | SecurityRequired
  | SecurityRecorded
  | SecurityReleased
  | SecurityExpired
  | LimitChangeProposed
  | LimitChangeSuperseded
  | LimitChangeApproved
  | LimitChangeRejected;
