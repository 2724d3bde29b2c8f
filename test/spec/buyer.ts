import {
  BUILT_IN_SCORECARD,
  buyer,
  type BuyerEvent,
  type BuyerFacts,
  type BuyerFile,
  type CalendarDate,
  type CreditPolicy,
  type Grade,
} from '@usance/domain';
import { scenarios, type Asked } from './given-when-then';
import { creditPolicy, scorecard } from './settings';

type Data<Type extends BuyerEvent['type']> = Extract<BuyerEvent, { type: Type }>['data'];

export const file: BuyerFile = {
  buyerId: 'B7',
  legalName: 'Bravo GmbH',
  country: 'DE',
  registrationId: 'HRB 4711',
  sector: 'C25',
};

export const policy: CreditPolicy = { ...creditPolicy, version: 3 };

/** What grades are measured from while the limit was never changed. */
export const NO_LIMIT = { changes: 0, grade: null } as const;

/** What the usual file is told: the usual policy and scorecard, and nothing of the country and the account. */
export const facts: BuyerFacts = {
  businessDay: '2026-01-15',
  policyOn: () => policy,
  scorecardOn: (model) => {
    if (model === scorecard.model) return { ...scorecard, version: 2 };
    return model === BUILT_IN_SCORECARD.model ? BUILT_IN_SCORECARD : undefined;
  },
  countryRatingOn: () => undefined,
  paymentBehaviourOn: () => ({}),
  lastLimit: NO_LIMIT,
  raisedByAccount: () => false,
  seen: { policy: '2' },
};

export const registered: BuyerEvent = { type: 'BuyerRegistered', data: { ...file, registeredOn: '2026-01-15' } };

/** A file, however it came to be. */
export const anyFile = scenarios(buyer, facts);

/** The file of a registered buyer, with these events. */
export const given = (...events: readonly BuyerEvent[]) => anyFile(registered, ...events);

/** A command on the usual file. */
export const asked = (name: string, payload: object): Asked => ({ name, payload: { buyerId: 'B7', ...payload } });

export const updated = (effectiveOn: CalendarDate, fields: Partial<Data<'BuyerUpdated'>>): BuyerEvent => ({
  type: 'BuyerUpdated',
  data: { effectiveOn, reason: 'register extract', ...fields },
});

export const factRecorded = (fact: string, value: string, asOf: CalendarDate, source = 'annual report'): BuyerEvent => ({
  type: 'BuyerFactRecorded',
  data: { fact, value, source, asOf },
});

export const scored = (scoredOn: CalendarDate, grade: Grade, details: Partial<Data<'BuyerScored'>> = {}): BuyerEvent => ({
  type: 'BuyerScored',
  data: {
    scoredOn,
    model: 'retail',
    version: 2,
    score: 500,
    grade,
    inputs: [],
    factors: [],
    seen: {},
    atLastLimit: NO_LIMIT,
    ...details,
  },
});

export const approver = { name: 'M. Keller', level: 'manager' } as const;

export const overridden = (
  grade: Grade,
  validFrom: CalendarDate,
  validTo: CalendarDate,
  details: Partial<Data<'GradeOverridden'>> = {},
): BuyerEvent => ({
  type: 'GradeOverridden',
  data: { grade, reason: 'new owner', approver, validFrom, validTo, seen: { policy: '2' }, atLastLimit: NO_LIMIT, ...details },
});

export const signalRaised = (signalId: string, details: Partial<Data<'RiskSignalRaised'>> = {}): BuyerEvent => {
  const { kind, observedOn } = { kind: 'adverse_press', observedOn: '2026-03-01', ...details } as const;
  const alertId = `signal-${kind}-${observedOn}`;
  return {
    type: 'RiskSignalRaised',
    data: { signalId, kind, severity: 'warning', observedOn, source: 'Handelsblatt', alertId, ...details },
  };
};

export const reviewScheduled = (dueOn: CalendarDate, details: Partial<Data<'ReviewScheduled'>> = {}): BuyerEvent => ({
  type: 'ReviewScheduled',
  data: { dueOn, kind: 'site visit', ...details },
});
