import type { LimitRuleRun } from './settings.events';
import type { DecideSettings } from './settings';

/** Notes that a rule was run for a day, on so many accounts: the end of the run. Only the system sends it. Never refused. */
export type CompleteLimitRuleRun = LimitRuleRun['data'];

export const completeLimitRuleRun: DecideSettings<CompleteLimitRuleRun> = (_settings, run) => [
  { type: 'LimitRuleRun', data: run },
];
