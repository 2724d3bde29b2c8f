import { addDays, fileOn, type CalendarDate } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { creditPolicyOf, SETTING_MODELS } from '../settings/settings.query';
import { leastOf, pageOf, type Page } from '../shared/answers';
import { buyers, type BuyerDocument } from './buyers.projection';

/** When a buyer is looked at next. */
export interface MonitoringRow {
  readonly buyerId: string;
  readonly nextCheckOn: CalendarDate;
  readonly everyDays: number;
  /** Whether it has a plan of its own, or goes by the rhythm that the credit policy gives its sector. */
  readonly by: 'plan' | 'sector';
  readonly sector?: string;
  readonly lastCheckedOn?: CalendarDate;
}

/** A page of the checks that are due by a day. */
export interface MonitoringInput extends Page {
  readonly today: CalendarDate;
  readonly due: CalendarDate;
}

/** A page of checks, by all that is recorded up to the position. */
export interface MonitoringAnswer {
  readonly position: string;
  readonly rows: readonly MonitoringRow[];
  readonly nextCursor?: string;
}

/** The read models that the monitoring is answered from. */
export const MONITORING_MODELS: readonly string[] = [buyers.name, ...SETTING_MODELS];

/**
 * The next checks that are due by a day, the earliest first. A plan begins on its `from`, a sector's rhythm on the day of registration;
 * after a check it is so many days from it. Duplicates are not looked at: their kept buyer is.
 */
export const monitoring = async (
  models: ReadModels,
  seller: string,
  { today, due, ...page }: MonitoringInput,
): Promise<MonitoringAnswer> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const policy = await creditPolicyOf(models, seller, { on: today });
  const rhythms = new Map(policy?.monitoring.map(({ sector, everyDays }) => [sector, everyDays]));
  const files = (await collection.find({ seller }).toArray()).filter(({ mergedInto }) => mergedInto === undefined);
  const rows = files.flatMap((file) => nextCheck(file, rhythms, today) ?? []).filter(({ nextCheckOn }) => nextCheckOn <= due);
  return {
    position: leastOf(position, BigInt(policy?.position ?? position)),
    ...pageOf(rows, ({ nextCheckOn, buyerId }) => [nextCheckOn, buyerId], page),
  };
};

/** How often a buyer is looked at, and when the first time. */
interface Rhythm {
  readonly by: MonitoringRow['by'];
  readonly everyDays: number;
  readonly from: CalendarDate;
}

/** All sectors that the policy does not name. */
const OTHERS = '*';

const nextCheck = (file: BuyerDocument, rhythms: ReadonlyMap<string, number>, today: CalendarDate): MonitoringRow | undefined => {
  const { buyerId, opened, updates, lastCheckedOn } = file;
  const sector = fileOn({ file: opened, updates }, today)?.sector;
  const rhythm = rhythmOf(file, rhythms.get(sector ?? OTHERS) ?? rhythms.get(OTHERS));
  if (!rhythm) return undefined;
  const { by, everyDays, from } = rhythm;
  const isBegun = lastCheckedOn !== undefined && lastCheckedOn >= from;
  return {
    buyerId,
    nextCheckOn: isBegun ? addDays(lastCheckedOn, everyDays) : from,
    everyDays,
    by,
    ...(sector !== undefined && { sector }),
    ...(lastCheckedOn !== undefined && { lastCheckedOn }),
  };
};

const rhythmOf = ({ plan, registeredOn }: BuyerDocument, ofSector: number | undefined): Rhythm | undefined => {
  if (plan) return { by: 'plan', ...plan };
  return ofSector === undefined ? undefined : { by: 'sector', everyDays: ofSector, from: registeredOn };
};
