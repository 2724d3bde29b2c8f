import { decider, type CalendarDate, type Decide, type Payload } from '../shared';
import { completeLimitRuleRun } from './complete-limit-rule-run';
import { BUILT_IN_POLICY, type CreditPolicy, type PolicyInForce } from './credit-policy';
import type { LimitRule } from './limit-rule';
import { publishCreditPolicy } from './publish-credit-policy';
import { publishLimitRule } from './publish-limit-rule';
import { publishScorecard } from './publish-scorecard';
import { BUILT_IN_SCORECARD, type Scorecard, type ScorecardInForce } from './scorecard';
import type { SettingsEvent } from './settings.events';
import { inForceOn } from './versions';

/** All versions of one setting, the first one first. A stream is a credit policy, a scorecard or a rule: the other lists are empty. */
export interface Settings {
  readonly creditPolicies: readonly CreditPolicy[];
  readonly scorecards: readonly Scorecard[];
  readonly limitRules: readonly LimitRule[];
}

/** What the rules of settings know from outside their stream. */
export interface SettingsFacts {
  /** The day that the business lives in. */
  readonly businessDay: CalendarDate;
}

export type DecideSettings<Command> = Decide<Settings, Command, SettingsEvent, SettingsFacts>;

/** Where the seller's credit policy is: the entity of its stream. */
export const CREDIT_POLICY = 'credit-policy';
/** Where a scorecard is. */
export const scorecardId = (model: string): string => `scorecard:${model}`;
/** Where a rule for limits is. */
export const limitRuleId = (ruleId: string): string => `limit-rule:${ruleId}`;

/** The credit policy that governs a day: what was published, else version 0. */
export const policyOn = ({ creditPolicies }: Settings, day: CalendarDate): PolicyInForce =>
  inForceOn(creditPolicies, day) ?? BUILT_IN_POLICY;

/** The model's scorecard that counts on a day: what was published, else what is built in; undefined when the model has none. */
export const scorecardOn = ({ scorecards }: Settings, model: string, day: CalendarDate): ScorecardInForce | undefined =>
  inForceOn(scorecards, day) ?? (model === BUILT_IN_SCORECARD.model ? BUILT_IN_SCORECARD : undefined);

/** Folds one event into the settings. */
export const evolveSettings = (settings: Settings, event: SettingsEvent): Settings => {
  switch (event.type) {
    case 'CreditPolicyPublished': {
      const { recordedOn: _recordedOn, ...policy } = event.data;
      return { ...settings, creditPolicies: [...settings.creditPolicies, policy] };
    }
    case 'ScorecardPublished':
      return { ...settings, scorecards: [...settings.scorecards, event.data] };
    case 'LimitRulePublished':
      return { ...settings, limitRules: [...settings.limitRules, event.data] };
    case 'LimitRuleRun':
      return settings;
  }
};

const entity = (payload: Payload): string => {
  if ('model' in payload) return scorecardId(String(payload.model));
  return 'ruleId' in payload ? limitRuleId(String(payload.ruleId)) : CREDIT_POLICY;
};

/** What a seller publishes: streams `settings-<seller>.credit-policy`, `.scorecard:<model>` and `.limit-rule:<ruleId>`. */
export const settings = decider<Settings, SettingsEvent, SettingsFacts>()({
  category: 'settings',
  stateVersion: 1,
  id: entity,
  initial: { creditPolicies: [], scorecards: [], limitRules: [] },
  evolve: evolveSettings,
  commands: {
    PublishCreditPolicy: publishCreditPolicy,
    PublishScorecard: publishScorecard,
    PublishLimitRule: publishLimitRule,
  },
  internal: { CompleteLimitRuleRun: completeLimitRuleRun },
});
