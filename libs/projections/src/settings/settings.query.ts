import {
  BUILT_IN_POLICY,
  BUILT_IN_SCORECARD,
  CREDIT_POLICY,
  scorecardId,
  toWire,
  type CalendarDate,
  type PolicyInForce,
  type ScorecardInForce,
  type Wire,
} from '@usance/domain';
import { key, type ReadModels } from '../kernel';
import { settingVersions, type SettingDocument } from './settings.projection';

/** Which version of a setting: the one of the number, or the one in force on a day. */
export type WhichVersion = { readonly version: number } | { readonly on: CalendarDate };

/** A version as it was published, its money as in commands. Version 0 is what is built in: it has no day. */
type Shown<Setting> = Wire<Setting> & { readonly position: string };

export type CreditPolicyAnswer = Shown<PolicyInForce>;
export type ScorecardAnswer = Shown<ScorecardInForce>;

/** The read models that settings are answered from. */
export const SETTING_MODELS: readonly string[] = [settingVersions.name];

/** The seller's credit policy; undefined when there is no such version. */
export const creditPolicyOf = (
  models: ReadModels,
  seller: string,
  which: WhichVersion,
): Promise<CreditPolicyAnswer | undefined> => settingOf<PolicyInForce>(models, [seller, CREDIT_POLICY], which, BUILT_IN_POLICY);

/** A scorecard of the seller's; undefined when there is no such version, or none of this model. */
export const scorecardOf = (
  models: ReadModels,
  seller: string,
  model: string,
  which: WhichVersion,
): Promise<ScorecardAnswer | undefined> =>
  settingOf<ScorecardInForce>(
    models,
    [seller, scorecardId(model)],
    which,
    model === BUILT_IN_SCORECARD.model ? BUILT_IN_SCORECARD : undefined,
  );

const settingOf = async <Setting extends { readonly version: number }>(
  models: ReadModels,
  [seller, setting]: readonly [string, string],
  which: WhichVersion,
  builtIn: Setting | undefined,
): Promise<Shown<Setting> | undefined> => {
  const { collection, position } = await models.open<SettingDocument>(settingVersions);
  const [found] = await collection
    .find(
      'version' in which
        ? { _id: key(seller, setting, String(which.version)) }
        : { seller, setting, publishedOn: { $lte: which.on } },
    )
    .sort({ version: -1 })
    .limit(1)
    .toArray();
  const wanted = 'version' in which ? which.version : 0;
  const shown = found ? publishedIn(found) : wanted === 0 && builtIn && toWire(builtIn);
  return shown ? ({ position: position.toString(), ...shown } as Shown<Setting>) : undefined;
};

const publishedIn = ({ version, publishedOn, terms }: SettingDocument): object => ({ version, publishedOn, ...terms });
