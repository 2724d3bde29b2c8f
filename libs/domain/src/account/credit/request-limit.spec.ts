import { amount } from '../../../../../test/spec/given-when-then';
import {
  DAY_ONE,
  fraudFlagCleared,
  fraudFlagged,
  given,
  limitDecided,
  limitGranted,
  limitIncreased,
  limitRequested,
  limitWithdrawn,
  requestLimit,
} from '../../../../../test/spec/account';
import { FACTS } from '../../../../../test/spec/account/facts';
import { creditPolicy, graded } from '../../../../../test/spec/account/story';
import type { Grade } from '../../shared';
import type { AccountEvent } from '../account.events';

type Requested = Extract<AccountEvent, { type: 'LimitRequested' }>['data'];
type Decided = Extract<AccountEvent, { type: 'LimitDecided' }>['data'];

/** The request and its answer under the policy, inside of which a buyer of grade 3 may have 8,000.00, at first 4,000.00, for 60 days. */
const asked = (sum: string, details: Partial<Requested> = {}) =>
  limitRequested('R1', sum, { advice: { amount: amount(sum), termsDays: 30 }, reasons: [], policyVersion: 1, ...details });

const atOnce = (sum: string, details: Partial<Decided> = {}) =>
  limitDecided('R1', sum, {
    approver: 'policy',
    advice: { amount: amount(sum), termsDays: 30 },
    override: false,
    reasons: [],
    policyVersion: 1,
    reviewOn: '2026-06-30',
    ...details,
  });

const aboveCap = (cap: string, sum: string) => ({
  code: 'AMOUNT_ABOVE_CAP',
  facts: { cap: amount(cap), asked: amount(sum) },
});

const granted = limitGranted('100.00', { validTo: '2026-12-31' });

/** A buyer under the policy, by default of grade 3. */
const buyer = (...events: readonly AccountEvent[]) => given(...events).knowing(graded(3));

describe('RequestLimit inside the policy', () => {
  it('is approved at once, up to the first limit of the grade, from its own day on, with a review', () =>
    buyer().when(requestLimit('R1', '4000.00')).then(asked('4000.00'), atOnce('4000.00')));

  it('keeps the streams that it looked at, with the registration id that it was asked with', () => {
    const known = { ...graded(3), seen: { buyer: '2', policy: '0' } };
    const { seen } = known;
    given()
      .knowing(known)
      .when(requestLimit('R1', '1.00', { registrationId: 'HRB 1' }))
      .then(asked('1.00', { seen, registrationId: 'HRB 1' }), atOnce('1.00', { seen }));
  });

  it('plans the review of a key account sooner', () =>
    given()
      .knowing({ ...graded(3), buyer: { ...FACTS.buyer, keyAccount: true } })
      .when(requestLimit('R1', '1.00'))
      .then(asked('1.00'), atOnce('1.00', { reviewOn: '2026-04-03' })));

  it('gives a buyer without a grade the first limit of grade 6, also when it had one before', () => {
    const ungraded = graded(undefined);
    given()
      .knowing(ungraded)
      .when(requestLimit('R1', '2500.00'))
      .then(asked('2500.00', { grade: null }), atOnce('2500.00', { grade: null }));
    const increase = { kind: 'increase', grade: null } as const;
    const advice = { amount: amount('2500.00'), termsDays: 30 };
    given(granted)
      .knowing(ungraded)
      .when(requestLimit('R1', '2500.01', { kind: 'increase' }))
      .then(asked('2500.01', { ...increase, advice, reasons: [aboveCap('2500.00', '2500.01')] }));
  });

  it('raises up to the highest of the grade, and keeps the last day', () => {
    const increase = { kind: 'increase' } as const;
    buyer(granted)
      .when(requestLimit('R1', '8000.00', increase))
      .then(asked('8000.00', increase), atOnce('8000.00', { ...increase, validTo: '2026-12-31' }));
  });

  it('is no first limit any more for a buyer whose limit was withdrawn, and is one for a buyer that was refused', () => {
    buyer(granted, limitWithdrawn('2026-01-01')).when(requestLimit('R1', '8000.00')).then(asked('8000.00'), atOnce('8000.00'));
    const refused = limitDecided('R0', '0.00', { outcome: 'refused', effect: 'refused' });
    const advice = { amount: amount('4000.00'), termsDays: 30 };
    buyer(refused)
      .when(requestLimit('R1', '4000.01'))
      .then(asked('4000.01', { advice, reasons: [aboveCap('4000.00', '4000.01')] }));
  });

  it('lowers at once, and keeps the last day', () => {
    const reduce = { kind: 'reduce' } as const;
    buyer(granted)
      .when(requestLimit('R1', '60.00', reduce))
      .then(asked('60.00', reduce), atOnce('60.00', { ...reduce, validTo: '2026-12-31' }));
  });

  it('cancels at once', () => {
    const cancel = { kind: 'cancel', advice: { amount: amount('0.00'), termsDays: 0 } } as const;
    buyer(granted)
      .when(requestLimit('R1', '0.00', { kind: 'cancel' }))
      .then(asked('0.00', cancel), atOnce('0.00', { ...cancel, effect: 'withdrawn', termsDays: 0, reviewOn: undefined }));
  });
});

describe('RequestLimit outside the policy', () => {
  const advice = { amount: amount('4000.00'), termsDays: 30 };
  const nothing = { amount: amount('0.00'), termsDays: 0 };

  it('is referred a cent above the cap of a first limit', () =>
    buyer()
      .when(requestLimit('R1', '4000.01'))
      .then(asked('4000.01', { advice, reasons: [aboveCap('4000.00', '4000.01')] })));

  it('is referred a day above the terms of the grade', () =>
    buyer()
      .when(requestLimit('R1', '1.00', { termsDays: 61 }))
      .then(
        asked('1.00', {
          termsDays: 61,
          advice: { amount: amount('1.00'), termsDays: 60 },
          reasons: [{ code: 'TERMS_TOO_LONG', facts: { maxTermsDays: 60, termsDays: 61 } }],
        }),
      ));

  it('is referred in a currency that the policy does not know', () =>
    buyer()
      .when(requestLimit('R1', '1.00 USD'))
      .then(
        asked('1.00 USD', {
          advice: { ...nothing, amount: amount('0.00 USD') },
          reasons: [{ code: 'CURRENCY_MISMATCH', facts: { expected: 'EUR', given: 'USD' } }],
        }),
      ));

  it('is referred whatever it asks, before a policy is published', () => {
    given().when(requestLimit('R1', '1.00')).then(limitRequested('R1', '1.00'));
    given(granted)
      .when(requestLimit('R1', '0.00', { kind: 'cancel' }))
      .then(limitRequested('R1', '0.00', { kind: 'cancel' }));
  });

  const partly = (grade?: Grade, changes: Parameters<typeof graded>[1] = {}) =>
    graded(grade, { partialGrants: true, ...changes });

  it('is cut to the cap and the terms where the policy grants in part, with both kept', () => {
    const reasons = [aboveCap('4000.00', '9000.00'), { code: 'TERMS_TOO_LONG', facts: { maxTermsDays: 60, termsDays: 90 } }];
    const cut = { amount: amount('4000.00'), termsDays: 60 };
    given()
      .knowing(partly(3))
      .when(requestLimit('R1', '9000.00', { termsDays: 90 }))
      .then(
        asked('9000.00', { termsDays: 90, advice: cut, reasons }),
        atOnce('9000.00', {
          ...cut,
          outcome: 'partly_approved',
          asked: { amount: amount('9000.00'), termsDays: 90 },
          advice: cut,
          reasons,
        }),
      );
  });

  it('is refused when it is cut to nothing: a decision, a limit of nothing', () => {
    const grades = creditPolicy().grades.map((terms) => ({ ...terms, initialLimit: amount('0.00') }));
    const reasons = [aboveCap('0.00', '1.00')];
    const cut = { amount: amount('0.00'), termsDays: 30 };
    given()
      .knowing(partly(3, { grades }))
      .when(requestLimit('R1', '1.00'))
      .then(
        asked('1.00', { advice: cut, reasons }),
        atOnce('1.00', {
          outcome: 'refused',
          effect: 'refused',
          amount: amount('0.00'),
          termsDays: undefined,
          advice: cut,
          reasons,
          reviewOn: undefined,
        }),
      );
  });

  it('is referred when the cap is not above the limit in force, also where the policy grants in part', () => {
    const increase = { kind: 'increase' } as const;
    given(granted, limitIncreased('8000.00', '2026-01-01'))
      .knowing(partly(3))
      .when(requestLimit('R1', '8000.01', increase))
      .then(
        asked('8000.01', {
          ...increase,
          advice: { amount: amount('8000.00'), termsDays: 30 },
          reasons: [aboveCap('8000.00', '8000.01'), { code: 'CAP_NOT_ABOVE_LIMIT', facts: { cap: amount('8000.00') } }],
        }),
      );
  });
});

describe('RequestLimit with a registration id that is not the file’s', () => {
  const known = { ...graded(3), buyer: { ...FACTS.buyer, registrationId: 'HRB 4711' } };

  it.each<['increase' | 'new', readonly AccountEvent[]]>([
    ['increase', [granted]],
    ['new', []],
  ])('is answered: refused, the limit untouched, a flag with the request’s id; %s', (kind, events) => {
    const mismatch = { kind, registrationId: 'HRB 666' };
    const reasons = [{ code: 'IDENTITY_MISMATCH', facts: { registrationId: 'HRB 666', expected: 'HRB 4711' } }];
    given(...events)
      .knowing(known)
      .when(requestLimit('R1', '500.00', mismatch))
      .then(
        asked('500.00', { ...mismatch, reasons }),
        atOnce('500.00', {
          kind,
          outcome: 'refused',
          effect: 'none',
          amount: amount('0.00'),
          termsDays: undefined,
          reasons,
          reviewOn: undefined,
        }),
        fraudFlagged('R1', {
          kind: 'identity_mismatch',
          on: DAY_ONE,
          evidence: 'The request names registration id HRB 666; the file has HRB 4711.',
        }),
      );
  });

  it('is heard when the id is the file’s', () =>
    given()
      .knowing(known)
      .when(requestLimit('R1', '500.00', { registrationId: 'HRB 4711' }))
      .then(asked('500.00', { registrationId: 'HRB 4711' }), atOnce('500.00')));
});

describe('RequestLimit is refused', () => {
  it('twice with one id', () =>
    buyer(limitRequested('R1', '1.00'), limitDecided('R1', '1.00'))
      .when(requestLimit('R1', '1.00'))
      .refused('REQUEST_EXISTS', { requestId: 'R1' }));

  it('while another waits for its decision', () =>
    buyer(limitRequested('R0', '9999.00')).when(requestLimit('R1', '1.00')).refused('REQUEST_PENDING', { requestId: 'R0' }));

  it('while a fraud flag stands, until the day on which it is cleared', () => {
    const flagged = [granted, fraudFlagged('F1', { on: '2026-01-10' })];
    const increase = (requestedOn: string) => requestLimit('R1', '500.00', { kind: 'increase', requestedOn });
    buyer(...flagged)
      .when(increase('2026-01-10'))
      .refused('FRAUD_FLAG', { flagId: 'F1' });
    const cleared = buyer(...flagged, fraudFlagCleared('F1', '2026-01-20'));
    cleared.when(increase('2026-01-19')).refused('FRAUD_FLAG');
    const later = { kind: 'increase', requestedOn: '2026-01-20' } as const;
    cleared.when(increase('2026-01-20')).then(
      asked('500.00', later),
      atOnce('500.00', {
        kind: 'increase',
        decidedOn: '2026-01-20',
        validFrom: '2026-01-20',
        validTo: '2026-12-31',
        reviewOn: '2026-07-19',
      }),
    );
  });

  it('for a new limit while one is in force, and not a day after its last', () => {
    buyer(granted).when(requestLimit('R1', '2.00')).refused('LIMIT_EXISTS', { limit: '100.00' });
    const day = '2027-01-01';
    buyer(granted)
      .when(requestLimit('R1', '2.00', { requestedOn: day }))
      .then(asked('2.00', { requestedOn: day }), atOnce('2.00', { decidedOn: day, validFrom: day, reviewOn: '2027-06-30' }));
  });

  it.each(['increase', 'reduce', 'cancel'] as const)('to %s a limit that is not in force', (kind) => {
    const request = (requestedOn: string) => requestLimit('R1', '200.00', { kind, requestedOn });
    buyer().when(request('2026-02-01')).refused('NO_LIMIT');
    buyer(granted).when(request('2025-12-31')).refused('LIMIT_NOT_YET_VALID');
    buyer(granted).when(request('2027-01-01')).refused('LIMIT_EXPIRED', { validTo: '2026-12-31' });
    buyer(granted, limitWithdrawn('2026-02-01')).when(request('2026-02-01')).refused('LIMIT_WITHDRAWN');
    buyer(limitDecided('R0', '0.00', { outcome: 'refused', effect: 'refused' }))
      .when(request('2026-02-01'))
      .refused('LIMIT_REFUSED', { from: DAY_ONE });
  });

  it('for a change to the same', () => {
    buyer(granted)
      .when(requestLimit('R1', '100.00', { kind: 'increase' }))
      .refused('AMOUNT_NOT_HIGHER', { limit: '100.00', requested: '100.00' });
    buyer(granted)
      .when(requestLimit('R1', '100.00', { kind: 'reduce' }))
      .refused('AMOUNT_NOT_LOWER', { limit: '100.00', requested: '100.00' });
  });

  it('in another currency than the account has', () =>
    buyer(granted)
      .when(requestLimit('R1', '300.00 USD', { kind: 'increase' }))
      .refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));

  it('on a duplicate', () =>
    buyer().knowing({ mergedInto: 'B1' }).when(requestLimit('R1', '2.00')).refused('BUYER_MERGED', { buyerId: 'B1' }));
});
