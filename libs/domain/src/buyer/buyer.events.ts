import { ALERT_LEVELS } from '../shared';
import type {
  Approver,
  CalendarDate,
  CountryEventKind,
  Decimal,
  DomainEvent,
  Grade,
  SeenRevisions,
  ThresholdsMoved,
} from '../shared';
import type { FactorScore } from '../settings/score';

/** The file of a company that is sold to, as it is opened. */
export interface BuyerFile {
  readonly buyerId: string;
  readonly legalName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The number under which a public register knows the company. */
  readonly registrationId?: string;
  readonly sector?: string;
}

/** What a file says of its buyer, and what of it may change. */
export interface FileFields extends Omit<BuyerFile, 'buyerId'> {
  /** The group of companies that the buyer belongs to. */
  readonly groupId?: string;
  /** Whether the buyer matters so much that it is reviewed more often. */
  readonly keyAccount?: boolean;
}

/** The seller opened a file on the buyer. */
export type BuyerRegistered = DomainEvent<
  'BuyerRegistered',
  BuyerFile & {
    /** The business day. Absent in files that were opened before it was kept. */
    readonly registeredOn?: CalendarDate;
  }
>;

/** From a day on the file says something else. */
export type BuyerUpdated = DomainEvent<
  'BuyerUpdated',
  Partial<FileFields> & { readonly effectiveOn: CalendarDate; readonly reason: string }
>;

/** Something about the buyer that can be put in a number, where it comes from, and of which day it is. */
export interface BuyerFact {
  /** The name that scorecards know it by. */
  readonly fact: string;
  /** Yes is 1, no is 0. */
  readonly value: Decimal;
  readonly source: string;
  readonly asOf: CalendarDate;
}

/** The seller learned a fact of the buyer. Of two from the same day the later recorded holds. */
export type BuyerFactRecorded = DomainEvent<'BuyerFactRecorded', BuyerFact>;

/** What the drop of the grade is measured from. */
export interface GradeAtLimit {
  /** Changes of the limit so far. */
  readonly changes: number;
  /** The grade at the last of them; null when there was none of either. */
  readonly grade: Grade | null;
}

/** Data of an event that moves the grade, and what it led to at the thresholds. */
export interface GradeAssessed {
  readonly atLastLimit: GradeAtLimit;
  /** Absent when none moved. */
  readonly thresholds?: ThresholdsMoved<'gradeDrop'>;
}

/** The buyer was scored: with every input, what it gave, and the version of the scorecard, so that it can be done again. */
export type BuyerScored = DomainEvent<
  'BuyerScored',
  GradeAssessed & {
    readonly scoredOn: CalendarDate;
    readonly model: string;
    /** Of the scorecard; 0: built in. */
    readonly version: number;
    /** 0 to 1000, the best. */
    readonly score: number;
    readonly grade: Grade;
    /** What was known, by the scorecard's order of facts. */
    readonly inputs: readonly BuyerFact[];
    /** The largest share first, then by name. */
    readonly factors: readonly FactorScore[];
    readonly seen: SeenRevisions;
  }
>;

/** A person set the grade for a while, whatever the score. */
export type GradeOverridden = DomainEvent<
  'GradeOverridden',
  GradeAssessed & {
    readonly grade: Grade;
    readonly reason: string;
    readonly approver: Approver;
    readonly validFrom: CalendarDate;
    /** The last day. */
    readonly validTo: CalendarDate;
    readonly seen: SeenRevisions;
  }
>;

/** The override was over: its last day has passed, and the score counts again. */
export type GradeOverrideEnded = DomainEvent<
  'GradeOverrideEnded',
  GradeAssessed & { readonly validTo: CalendarDate; readonly today: CalendarDate; readonly seen: SeenRevisions }
>;

/** What can be heard of a buyer. */
export const SIGNAL_KINDS = [
  'insolvency_filing',
  'court_case',
  'late_payment_elsewhere',
  'rating_downgrade',
  'adverse_press',
  'management_change',
  'address_change',
  'bank_account_change',
  'other',
] as const;

export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** How much an alert matters, the least first. That of a threshold has its level. */
export const ALERT_SEVERITIES = ['info', ...ALERT_LEVELS] as const;

export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Something was heard of the buyer that may mean trouble. */
export type RiskSignalRaised = DomainEvent<
  'RiskSignalRaised',
  {
    readonly signalId: string;
    readonly kind: SignalKind;
    readonly severity: AlertSeverity;
    readonly observedOn: CalendarDate;
    readonly source: string;
    readonly note?: string;
    /** One alert for all signals of a kind and a day: `signal-<kind>-<day>`. The first one raises it. */
    readonly alertId: string;
  }
>;

/** Something happened in the buyer's country. */
export type CountryAlertRaised = DomainEvent<
  'CountryAlertRaised',
  {
    /** `country-<CC>-<eventId>` */
    readonly alertId: string;
    readonly country: string;
    readonly eventId: string;
    readonly kind: CountryEventKind;
    readonly severity: AlertSeverity;
    readonly from: CalendarDate;
  }
>;

/** What somebody does about an alert. */
interface AlertHandled {
  readonly alertId: string;
  readonly by: string;
  readonly on: CalendarDate;
  readonly note?: string;
  /** The account, where the alert is of its thresholds; none for an alert of the file. */
  readonly seen: SeenRevisions;
}

/** Somebody looks into the alert. */
export type AlertAcknowledged = DomainEvent<'AlertAcknowledged', AlertHandled>;

/** Whether an alert was right. */
export const ALERT_OUTCOMES = ['true_alarm', 'false_alarm'] as const;

export type AlertOutcome = (typeof ALERT_OUTCOMES)[number];

/** The alert was looked into, and is done with. */
export type AlertClosed = DomainEvent<'AlertClosed', AlertHandled & { readonly outcome: AlertOutcome }>;

/** The buyer is looked at so often, from a day on; takes the place of what its sector has. */
export type MonitoringPlanSet = DomainEvent<
  'MonitoringPlanSet',
  { readonly everyDays: number; readonly from: CalendarDate; readonly reason: string }
>;

/** Somebody looked at the buyer. */
export type MonitoringCheckCompleted = DomainEvent<
  'MonitoringCheckCompleted',
  { readonly checkedOn: CalendarDate; readonly by: string; readonly finding: string }
>;

/** The buyer is to be reviewed by that day: the one review that is open. */
export type ReviewScheduled = DomainEvent<
  'ReviewScheduled',
  {
    readonly dueOn: CalendarDate;
    readonly kind: string;
    /** The request for a limit that it follows from. */
    readonly requestId?: string;
  }
>;

export const REVIEW_OUTCOMES = ['keep', 'increase', 'reduce', 'withdraw'] as const;

export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** The open review was done. Its outcome is a record: limits change by their own commands. */
export type ReviewCompleted = DomainEvent<
  'ReviewCompleted',
  {
    /** Of the review that is done. */
    readonly dueOn: CalendarDate;
    readonly completedOn: CalendarDate;
    readonly reviewer: string;
    readonly outcome: ReviewOutcome;
    readonly note: string;
    /** When the next one is due, by the credit policy; it is open from now on. None where the policy says no rhythm. */
    readonly nextDueOn?: CalendarDate;
    readonly policyVersion: number;
    readonly seen: SeenRevisions;
  }
>;

/** The day by which the buyer was to be reviewed passed. Said once for a day. */
export type ReviewFellOverdue = DomainEvent<'ReviewFellOverdue', { readonly dueOn: CalendarDate; readonly today: CalendarDate }>;

export type BuyerEvent =
  | BuyerRegistered
  | BuyerUpdated
  | BuyerFactRecorded
  | BuyerScored
  | GradeOverridden
  | GradeOverrideEnded
  | RiskSignalRaised
  | CountryAlertRaised
  | AlertAcknowledged
  | AlertClosed
  | MonitoringPlanSet
  | MonitoringCheckCompleted
  | ReviewScheduled
  | ReviewCompleted
  | ReviewFellOverdue;
