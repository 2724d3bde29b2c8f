import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import { theFile } from './guards';

/**
 * Says how often the buyer is looked at, the first time on `from`; takes the place of the plan before, and of what its sector has.
 * Source: domain.md C07. Refused with BUYER_UNKNOWN.
 */
export interface SetMonitoringPlan {
  readonly buyerId: string;
  readonly everyDays: number;
  readonly from: CalendarDate;
  readonly reason: string;
}

export const setMonitoringPlan: DecideBuyer<SetMonitoringPlan> = (buyer, { buyerId, ...plan }) => {
  theFile(buyer, buyerId);
  return [{ type: 'MonitoringPlanSet', data: plan }];
};
