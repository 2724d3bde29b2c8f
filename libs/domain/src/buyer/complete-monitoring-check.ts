import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import { theFile } from './guards';

/**
 * Notes that somebody looked at the buyer, and what was found; the next check counts from it.
 * Source: domain.md C07. Refused with BUYER_UNKNOWN.
 */
export interface CompleteMonitoringCheck {
  readonly buyerId: string;
  readonly checkedOn: CalendarDate;
  readonly by: string;
  readonly finding: string;
}

export const completeMonitoringCheck: DecideBuyer<CompleteMonitoringCheck> = (buyer, { buyerId, ...check }) => {
  theFile(buyer, buyerId);
  return [{ type: 'MonitoringCheckCompleted', data: check }];
};
