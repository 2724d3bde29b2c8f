import { decider, type Decide } from '../shared';
import { bindPolicy } from './bind-policy';
import type { PolicyEvent, PolicyTerms } from './insurance.events';

/** A credit insurance policy; unbound until its terms are agreed. */
export interface Policy {
  readonly terms?: PolicyTerms;
}

export type DecidePolicy<Command> = Decide<Policy, Command, PolicyEvent>;

/** Folds one event into the policy. */
export const evolvePolicy = (_policy: Policy, event: PolicyEvent): Policy => {
  switch (event.type) {
    case 'PolicyBound':
      return { terms: event.data };
  }
};

/** The policy's context: stream `policy-<seller>.<policyId>`. */
export const policy = decider<Policy, PolicyEvent>()({
  category: 'policy',
  stateVersion: 1,
  id: 'policyId',
  initial: {},
  evolve: evolvePolicy,
  commands: { BindPolicy: bindPolicy },
});
