import { scenarios } from '../../../../test/spec/given-when-then';
import { creditPolicyPublished, publishCreditPolicy, RECORDED } from '../../../../test/spec/settings';
import { BUILT_IN_POLICY, termsOf } from './credit-policy';
import { policyOn, settings } from './settings';

const given = scenarios(settings, { businessDay: RECORDED });

describe('PublishCreditPolicy', () => {
  it('is version 1 when it is the first', () => given().when(publishCreditPolicy()).then(creditPolicyPublished(1)));

  it('is numbered on, whatever the day it counts from', () =>
    given(creditPolicyPublished(1), creditPolicyPublished(2, { publishedOn: '2026-06-01' }))
      .when(publishCreditPolicy({ publishedOn: '2026-03-01', orderHorizonDays: 30 }))
      .then(creditPolicyPublished(3, { publishedOn: '2026-03-01', orderHorizonDays: 30 })));
});

describe('the policy of a day', () => {
  const { state } = given(
    creditPolicyPublished(1, { publishedOn: '2026-01-01' }),
    creditPolicyPublished(2, { publishedOn: '2026-06-01' }),
  );

  it.each([
    ['2025-12-31', 0],
    ['2026-01-01', 1],
    ['2026-05-31', 1],
    ['2026-06-01', 2],
  ])('%s is version %d', (day, version) => expect(policyOn(state, day).version).toBe(version));

  it('is what is built in before any is published: it grants no grade anything', () => {
    expect(policyOn(settings.initial, '2026-01-01')).toBe(BUILT_IN_POLICY);
    expect(termsOf(BUILT_IN_POLICY, 1)).toBeUndefined();
    expect(termsOf(policyOn(state, '2026-01-01'), 10)).toMatchObject({ grade: 10, maxTermsDays: 0 });
  });
});
