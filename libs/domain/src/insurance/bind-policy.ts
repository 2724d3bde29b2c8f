import { Refusal } from '../shared';
import type { PolicyTerms } from './insurance.events';
import type { DecidePolicy } from './policy';

/** Puts a policy with its terms in the books. Refused with POLICY_EXISTS when there is one with this id. */
export type BindPolicy = PolicyTerms;

export const bindPolicy: DecidePolicy<BindPolicy> = (policy, terms) => {
  if (policy.terms) throw new Refusal('POLICY_EXISTS', { policyId: terms.policyId });
  return [{ type: 'PolicyBound', data: terms }];
};
