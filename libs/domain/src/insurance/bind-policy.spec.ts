import { scenarios } from '../../../../test/spec/given-when-then';
import { bindPolicy, policyBound } from '../../../../test/spec/insurance';
import { policy } from './policy';

const given = scenarios(policy, undefined);

describe('BindPolicy', () => {
  it('puts a policy with its terms in the books', () => given().when(bindPolicy()).then(policyBound()));

  it('is refused when there is one with this id, whatever its terms', () =>
    given(policyBound())
      .when(bindPolicy({ insurer: 'Another' }))
      .refused('POLICY_EXISTS', { policyId: 'POL-1' }));
});
