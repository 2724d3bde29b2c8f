import { toWire } from '@usance/domain';
import { documentOf, folded, recorded } from '../../../../test/spec/projections';
import { copperRule, creditPolicyPublished, scorecardPublished } from '../../../../test/spec/settings';
import { settingVersions } from './settings.projection';

describe('the versions of settings', () => {
  it('are a document each, the terms as they were published', () => {
    const event = creditPolicyPublished(2, { publishedOn: '2026-06-01' });
    const {
      version: _version,
      publishedOn: _day,
      recordedOn: _recorded,
      ...terms
    } = toWire(event.data) as Record<string, unknown>;
    expect(
      documentOf(
        settingVersions,
        'acme|credit-policy|2',
        recorded([creditPolicyPublished(1), event], { category: 'settings', entity: 'credit-policy' }),
      ),
    ).toEqual({
      _id: 'acme|credit-policy|2',
      position: 20n,
      seller: 'acme',
      setting: 'credit-policy',
      version: 2,
      publishedOn: '2026-06-01',
      terms,
    });
  });

  it('are kept apart by their stream, and a run of a rule is none', () => {
    const events = [
      ...recorded([scorecardPublished(1)], { category: 'settings', entity: 'scorecard:retail' }),
      ...recorded(
        [
          { type: 'LimitRulePublished', data: copperRule },
          { type: 'LimitRuleRun', data: { ruleId: 'copper', on: '2026-02-01', accounts: 1 } },
        ],
        { category: 'settings', entity: 'limit-rule:copper', after: 10n },
      ),
    ];
    expect([...folded(settingVersions, events).keys()]).toEqual(['acme|scorecard:retail|1', 'acme|limit-rule:copper|1']);
  });
});
