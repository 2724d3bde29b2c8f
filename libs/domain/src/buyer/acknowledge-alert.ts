import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import { theFile, theUnclosedAlert } from './guards';

/**
 * Says who looks into an alert; one that somebody looks into already is nothing to do.
 * Source: domain.md C08. Refused with BUYER_UNKNOWN, ALERT_UNKNOWN, ALERT_CLOSED.
 */
export interface AcknowledgeAlert {
  readonly buyerId: string;
  readonly alertId: string;
  readonly by: string;
  readonly on: CalendarDate;
  readonly note?: string;
}

export const acknowledgeAlert: DecideBuyer<AcknowledgeAlert> = (buyer, { buyerId, ...acknowledged }, facts) => {
  theFile(buyer, buyerId);
  if (theUnclosedAlert(buyer, facts, acknowledged.alertId) === 'acknowledged') return [];
  return [{ type: 'AlertAcknowledged', data: { ...acknowledged, seen: facts.seen } }];
};
