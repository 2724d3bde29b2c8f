import { scenarios } from '../../../../test/spec/given-when-then';
import { copperRule, payerRule } from '../../../../test/spec/settings';
import type { LimitRule } from './limit-rule';
import { settings } from './settings';

const given = scenarios(settings, { businessDay: '' });

const publish = ({ version: _server, ...payload }: LimitRule) => ({ name: 'PublishLimitRule', payload });

describe('PublishLimitRule', () => {
  it.each([copperRule, payerRule])('is version 1 when it is the first: $kind', (rule) =>
    given().when(publish(rule)).then({ type: 'LimitRulePublished', data: rule }),
  );

  it('is numbered on, also when it becomes another kind', () =>
    given({ type: 'LimitRulePublished', data: copperRule })
      .when(publish({ ...payerRule, ruleId: 'copper' }))
      .then({ type: 'LimitRulePublished', data: { ...payerRule, ruleId: 'copper', version: 2 } }));
});
