import { copperRule } from '../../../../test/spec/settings';
import { completeLimitRuleRun } from './complete-limit-rule-run';
import { settings } from './settings';

const run = { ruleId: 'copper', on: '2026-02-01', accounts: 1 };

describe('CompleteLimitRuleRun', () => {
  const published = settings.evolve(settings.initial, { type: 'LimitRulePublished', data: copperRule });

  it('ends the run of a day', () =>
    expect(completeLimitRuleRun(published, run, { businessDay: '' })).toEqual([{ type: 'LimitRuleRun', data: run }]));

  it('leaves the rule as it is', () =>
    expect(settings.evolve(published, { type: 'LimitRuleRun', data: run })).toEqual(published));

  it('is sent by the system only', () => {
    expect(Object.keys(settings.internal ?? {})).toEqual(['CompleteLimitRuleRun']);
    expect(settings.commands).not.toHaveProperty('CompleteLimitRuleRun');
  });
});
