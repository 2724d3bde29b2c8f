import type { CalendarDate } from '../shared';
import type { LimitRuleTerms } from './limit-rule';
import type { DecideSettings } from './settings';
import { next } from './versions';

/** Says by what limits change from a day on. Proposals of before keep the version that they were made with. Never refused. */
export type PublishLimitRule = LimitRuleTerms & { readonly publishedOn: CalendarDate };

export const publishLimitRule: DecideSettings<PublishLimitRule> = ({ limitRules }, rule) => [
  { type: 'LimitRulePublished', data: next(limitRules, rule) },
];
