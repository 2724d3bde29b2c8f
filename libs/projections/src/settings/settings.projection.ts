import { toWire, type CalendarDate, type SettingsEvent } from '@usance/domain';
import { key, projection, type EventWith } from '../kernel';

/** A version of what a seller publishes. */
export interface SettingDocument {
  readonly seller: string;
  /** Which setting, as its stream says: `credit-policy`, `scorecard:usance`, `limit-rule:copper`. */
  readonly setting: string;
  readonly version: number;
  readonly publishedOn: CalendarDate;
  /** What was published, as it stands in JSON. */
  readonly terms: object;
}

type Published = EventWith<{ readonly version: number; readonly publishedOn: CalendarDate; readonly recordedOn?: CalendarDate }>;

const published = {
  keys: ({ seller, entity, data }: Published) => [key(seller, entity, String(data.version))],
  fold: (
    _none: unknown,
    { seller, entity, data: { version, publishedOn, recordedOn: _day, ...terms } }: Published,
  ): SettingDocument => ({
    seller,
    setting: entity,
    version,
    publishedOn,
    terms: toWire(terms),
  }),
};

/** Every version of every setting: a document each. */
export const settingVersions = projection<SettingDocument, SettingsEvent>()({
  name: 'setting_versions',
  version: 1,
  indexes: [{ key: { seller: 1, setting: 1, version: -1 } }],
  on: { CreditPolicyPublished: published, ScorecardPublished: published, LimitRulePublished: published },
});
