import { Map } from 'immutable';
import type { ScorecardInForce } from '../settings/scorecard';
import type { PolicyInForce } from '../settings/credit-policy';
import {
  levelsAfter,
  unknownEvent,
  type CalendarDate,
  type Decide,
  type Decimal,
  type Grade,
  type LevelStates,
  type SeenRevisions,
} from '../shared';
import type { BuyerEvent, BuyerFact, BuyerFile, FileFields, GradeAssessed, GradeAtLimit, SignalKind } from './buyer.events';

/** What the file says from a day on. */
export interface FileUpdate {
  readonly effectiveOn: CalendarDate;
  readonly fields: Partial<FileFields>;
}

/** A grade that a score gave. */
export interface ScoredGrade {
  readonly scoredOn: CalendarDate;
  readonly grade: Grade;
}

/** A grade that a person set, and its last day. */
export interface GradeOverride {
  readonly grade: Grade;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
  /** Whether its end is recorded; by its dates it ends without. */
  readonly ended: boolean;
}

/** The review that is open. */
export interface OpenReview {
  readonly dueOn: CalendarDate;
  readonly kind: string;
  /** Marked overdue once. */
  readonly overdue: boolean;
}

export type AlertStatus = 'open' | 'acknowledged' | 'closed';

/** What the seller knows of a buyer; unregistered until the file is opened. */
export interface Buyer {
  /** As it was opened. */
  readonly file?: BuyerFile;
  /** In the order of recording. */
  readonly updates: readonly FileUpdate[];
  /** By name: each day's value, in the order of recording. */
  readonly facts: Map<string, readonly BuyerFact[]>;
  /** In the order of recording, like the overrides. */
  readonly scores: readonly ScoredGrade[];
  readonly overrides: readonly GradeOverride[];
  /** The kinds and days of signals, by their ids. */
  readonly signals: Map<string, { readonly kind: SignalKind; readonly observedOn: CalendarDate }>;
  /** Alerts of the file, and those of the account that somebody dealt with. */
  readonly alerts: Map<string, AlertStatus>;
  /** Where the levels of gradeDrop stand. */
  readonly gradeDrop: LevelStates;
  /** What it was measured from when the grade moved last. */
  readonly atLastLimit: GradeAtLimit;
  readonly review?: OpenReview;
  /** The requests for limits that planned a review. */
  readonly reviewedRequests: Map<string, true>;
}

/** What the country of a buyer is rated, where that comes from, and since when. */
export interface CountryLevel {
  /** 1 (best) to 4. */
  readonly level: number;
  readonly source: string;
  readonly effectiveOn: CalendarDate;
}

/** What a file's rules know from outside its stream. */
export interface BuyerFacts {
  /** The day that the business lives in. Read only for RegisterBuyer; before all days for the others. */
  readonly businessDay: CalendarDate;
  /** The credit policy that governs a day. */
  readonly policyOn: (day: CalendarDate) => PolicyInForce;
  /** The model's scorecard; undefined when it has none. */
  readonly scorecardOn: (model: string, day: CalendarDate) => ScorecardInForce | undefined;
  /** What the buyer's country is rated; undefined when it is not. */
  readonly countryRatingOn: (day: CalendarDate) => CountryLevel | undefined;
  /** How the buyer pays, by the ledger; a figure is undefined where there is nothing to reckon with. */
  readonly paymentBehaviourOn: (day: CalendarDate) => { readonly daysBeyondTerms?: Decimal; readonly overdueShare?: Decimal };
  /** What the drop of the grade is measured from, by the account. */
  readonly lastLimit: GradeAtLimit;
  /** Whether the account's thresholds raised the alert. */
  readonly raisedByAccount: (alertId: string) => boolean;
  readonly seen: SeenRevisions;
}

export type DecideBuyer<Command> = Decide<Buyer, Command, BuyerEvent, BuyerFacts>;

export const newBuyer: Buyer = {
  updates: [],
  facts: Map(),
  scores: [],
  overrides: [],
  signals: Map(),
  alerts: Map(),
  gradeDrop: {},
  atLastLimit: { changes: 0, grade: null },
  reviewedRequests: Map(),
};

/** Folds one event into the buyer's file. */
export const evolve = (buyer: Buyer, event: BuyerEvent): Buyer => {
  switch (event.type) {
    case 'BuyerRegistered':
      return { ...buyer, file: event.data };
    case 'BuyerUpdated': {
      const { effectiveOn, reason: _reason, ...fields } = event.data;
      return { ...buyer, updates: [...buyer.updates, { effectiveOn, fields }] };
    }
    case 'BuyerFactRecorded': {
      const { fact, value, source, asOf } = event.data;
      const before = (buyer.facts.get(fact) ?? []).filter((each) => each.asOf !== asOf);
      return { ...buyer, facts: buyer.facts.set(fact, [...before, { fact, value, source, asOf }]) };
    }
    case 'BuyerScored': {
      const { scoredOn, grade } = event.data;
      return assessed({ ...buyer, scores: [...buyer.scores, { scoredOn, grade }] }, event.data);
    }
    case 'GradeOverridden': {
      const { grade, validFrom, validTo } = event.data;
      const override = { grade, validFrom, validTo, ended: false };
      return assessed({ ...buyer, overrides: [...buyer.overrides, override] }, event.data);
    }
    case 'GradeOverrideEnded': {
      const { validTo } = event.data;
      const overrides = buyer.overrides.map((each) => (each.validTo === validTo ? { ...each, ended: true } : each));
      return assessed({ ...buyer, overrides }, event.data);
    }
    case 'RiskSignalRaised': {
      const { signalId, kind, observedOn, alertId } = event.data;
      return raised({ ...buyer, signals: buyer.signals.set(signalId, { kind, observedOn }) }, alertId);
    }
    case 'CountryAlertRaised':
      return raised(buyer, event.data.alertId);
    case 'AlertAcknowledged':
      return { ...buyer, alerts: buyer.alerts.set(event.data.alertId, 'acknowledged') };
    case 'AlertClosed':
      return { ...buyer, alerts: buyer.alerts.set(event.data.alertId, 'closed') };
    case 'ReviewScheduled':
      return scheduled(buyer, event.data);
    case 'ReviewCompleted': {
      const { nextDueOn } = event.data;
      return { ...buyer, review: nextDueOn === undefined ? undefined : { dueOn: nextDueOn, kind: PERIODIC, overdue: false } };
    }
    case 'ReviewFellOverdue':
      return { ...buyer, review: buyer.review && { ...buyer.review, overdue: true } };
    case 'MonitoringPlanSet':
    case 'MonitoringCheckCompleted':
      return buyer;
    default:
      return unknownEvent(event);
  }
};

/** The kind of a review that follows from the policy's rhythm, and not from somebody's wish. */
export const PERIODIC = 'periodic';

const raised = (buyer: Buyer, alertId: string): Buyer =>
  buyer.alerts.has(alertId) ? buyer : { ...buyer, alerts: buyer.alerts.set(alertId, 'open') };

const assessed = (buyer: Buyer, { atLastLimit, thresholds }: GradeAssessed): Buyer => {
  if (!thresholds) return { ...buyer, atLastLimit };
  const gradeDrop = levelsAfter(buyer.gradeDrop, 'gradeDrop', thresholds);
  return (thresholds.crossed ?? []).reduce((next, { alertId }) => raised(next, alertId), { ...buyer, atLastLimit, gradeDrop });
};

const scheduled = (
  buyer: Buyer,
  { dueOn, kind, requestId }: { dueOn: CalendarDate; kind: string; requestId?: string },
): Buyer => ({
  ...buyer,
  review: { dueOn, kind, overdue: buyer.review?.dueOn === dueOn && buyer.review.overdue },
  reviewedRequests: requestId === undefined ? buyer.reviewedRequests : buyer.reviewedRequests.set(requestId, true),
});

/** The updates that count on a day, the newest last; of two from the same day the later recorded is behind. */
export const updatesOn = <Update extends FileUpdate>(updates: readonly Update[], day: CalendarDate): readonly Update[] =>
  updates
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : Number(a.effectiveOn > b.effectiveOn)));

/** What the file says of the buyer on a day; undefined when there is none. */
export const fileOn = (
  { file, updates }: Pick<Buyer, 'file' | 'updates'>,
  day: CalendarDate,
): (BuyerFile & FileFields) | undefined =>
  file && updatesOn(updates, day).reduce<BuyerFile & FileFields>((said, { fields }) => ({ ...said, ...fields }), file);

/** The newest value of a fact as of a day; undefined when none was known of it. */
export const factOn = ({ facts }: Buyer, fact: string, day: CalendarDate): BuyerFact | undefined =>
  (facts.get(fact) ?? [])
    .filter(({ asOf }) => asOf <= day)
    .reduce<BuyerFact | undefined>((newest, each) => (newest && newest.asOf > each.asOf ? newest : each), undefined);

/** Whether an insolvency was filed for, as observed on the day or before. */
export const insolventOn = ({ signals }: Buyer, day: CalendarDate): boolean =>
  signals.some(({ kind, observedOn }) => kind === 'insolvency_filing' && observedOn <= day);

/** The day by which a review should have been, when it is over: overdue from the day after. */
export const overdueReviewOn = ({ review }: Buyer, day: CalendarDate): CalendarDate | undefined =>
  review && review.dueOn < day ? review.dueOn : undefined;
