import type { BuyerFacts } from '../buyer/buyer';
import { buyer } from '../buyer/buyer.decider';
import { country } from '../country/country';
import { account } from '../account/account.decider';
import { settings } from '../settings/settings';
import { limitGranted } from '../../../../test/spec/account';
import { given, signalRaised, updated } from '../../../../test/spec/buyer';
import { creditPolicyPublished } from '../../../../test/spec/settings';
import { model } from '../model';

const context = model.find(({ decider }) => decider === (buyer as unknown));

const reads = (name: string, payload: object = {}, file = given().state) =>
  context?.reads(file, { name, payload: { buyerId: 'B7', ...payload } }, {});

describe('a buyer’s file looks', () => {
  const policy = { category: 'settings', id: 'credit-policy' };
  const ledger = { category: 'account', id: 'B7' };

  it('at the business day when it is opened', () =>
    expect(reads('RegisterBuyer')).toEqual({ day: { category: 'businessDay', id: 'clock' } }));

  it('at the policy, the scorecard, the account and the country of the day for a score', () => {
    const moved = given(updated('2026-03-01', { country: 'FR' })).state;
    expect(reads('ScoreBuyer', { scoredOn: '2026-02-28', model: 'retail' }, moved)).toEqual({
      policy,
      account: ledger,
      scorecard: { category: 'settings', id: 'scorecard:retail' },
      country: { category: 'country', id: 'DE' },
    });
    expect(reads('ScoreBuyer', { scoredOn: '2026-03-01' }, moved)).toMatchObject({
      scorecard: { id: 'scorecard:usance' },
      country: { id: 'FR' },
    });
  });

  it('at the policy and the account where the grade moves, at the policy for the next review', () => {
    expect([reads('OverrideGrade'), reads('EndGradeOverride')]).toEqual([
      { policy, account: ledger },
      { policy, account: ledger },
    ]);
    expect(reads('CompleteReview')).toEqual({ policy });
  });

  it('at the account for an alert that is not its own', () => {
    const alerted = given(signalRaised('S1')).state;
    expect(reads('CloseAlert', { alertId: 'utilisation-watch-1' }, alerted)).toEqual({ account: ledger });
    expect(reads('AcknowledgeAlert', { alertId: 'signal-adverse_press-2026-03-01' }, alerted)).toEqual({});
  });

  it('at nothing for the rest', () => expect(reads('RecordSignal')).toEqual({}));
});

describe('a buyer’s file is told', () => {
  const seen = (state: unknown, revision = 0n) => ({ state, revision, position: 1n });
  const told = (streams: Parameters<NonNullable<typeof context>['facts']>[0]) =>
    context?.facts(streams, { revision: 0n, position: 0n }, { name: '', payload: {} }) as BuyerFacts;

  it('the policy, the scorecard and the rating that count on a day', () => {
    const facts = told({
      policy: seen(settings.evolve(settings.initial, creditPolicyPublished(1))),
      scorecard: seen(settings.initial),
      country: seen(
        country.evolve(country.initial, {
          type: 'CountryRated',
          data: { country: 'DE', grade: 'AA', level: 1, effectiveOn: '2026-02-01', source: 'Allianz Trade' },
        }),
      ),
    });
    expect([facts.policyOn('2026-01-01').version, facts.policyOn('2025-12-31').version]).toEqual([1, 0]);
    expect(facts.scorecardOn('usance', '2026-01-01')?.version).toBe(0);
    expect(facts.scorecardOn('retail', '2026-01-01')).toBeUndefined();
    expect([facts.countryRatingOn('2026-01-31'), facts.countryRatingOn('2026-02-01')?.level]).toEqual([undefined, 1]);
  });

  it('how often the limit was changed, and from when the last change counts', () => {
    const limits = [limitGranted('1000.00'), limitGranted('2000.00', { validFrom: '2026-02-01' })];
    expect(told({ account: seen(limits.reduce(account.evolve, account.initial)) }).lastLimit).toEqual({
      on: '2026-02-01',
      changes: 2,
    });
    expect(told({ account: seen(account.initial) }).lastLimit).toBeUndefined();
  });

  it('which alerts the account’s thresholds raised', () => {
    const levels = { utilisation: { watch: { isCrossed: false, times: 1 } } };
    const { raisedByAccount } = told({ account: seen({ ...account.initial, levels }) });
    expect(['utilisation-watch-1', 'utilisation-watch-2', 'daysOverdue-watch-1'].map(raisedByAccount)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('the revisions of the streams, but not of the day', () =>
    expect(told({ day: seen('2026-01-15', -1n), account: seen(account.initial, 7n) }).seen).toEqual({ account: '7' }));
});
