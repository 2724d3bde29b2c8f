import { BUILT_IN_POLICY, type AccountFacts, type PolicyInForce } from '@usance/domain';

/** Days after which the oldest open invoice would reach a level of the quiet policy. */
export const AGES = 100_000;

/** What is built in, with thresholds that nothing reaches: events say nothing of them. */
export const QUIET_POLICY: PolicyInForce = {
  ...BUILT_IN_POLICY,
  thresholds: {
    ...BUILT_IN_POLICY.thresholds,
    utilisation: ['1000000', '1000000', '1000000'],
    daysOverdue: [AGES, AGES, AGES],
    overdueShare: ['2', '2', '2'],
  },
};

/** A registered buyer of grade 3 with nothing against it, long after all that is asked. */
export const FACTS: AccountFacts = {
  buyerRegistered: true,
  buyer: {
    keyAccount: false,
    gradeOn: () => ({ grade: 3, source: 'scored' }),
    insolventOn: () => false,
    overdueReviewOn: () => undefined,
  },
  businessDay: '2030-01-01',
  policyOn: () => QUIET_POLICY,
  sanctionsOn: () => undefined,
  duplicates: [],
  limitRuleOn: () => undefined,
  indexOn: () => undefined,
  position: '0',
  seen: {},
};

/** What a duplicate of B1 knows. */
export const DUPLICATE = { mergedInto: 'B1' };

/** What the events of that duplicate's account say of it, under a policy. */
export const ofDuplicate = (policyVersion: number = QUIET_POLICY.version) => ({
  thresholds: { policyVersion, kept: { buyerId: DUPLICATE.mergedInto, on: FACTS.businessDay } },
});
