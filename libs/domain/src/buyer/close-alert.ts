import type { DecideBuyer } from './buyer';
import type { AcknowledgeAlert } from './acknowledge-alert';
import type { AlertOutcome } from './buyer.events';
import { theFile, theUnclosedAlert } from './guards';

/**
 * Says that an alert is done with, and whether it was right; acknowledged before or not.
 * Source: domain.md C08. Refused with BUYER_UNKNOWN, ALERT_UNKNOWN, ALERT_CLOSED.
 */
export interface CloseAlert extends AcknowledgeAlert {
  readonly outcome: AlertOutcome;
}

export const closeAlert: DecideBuyer<CloseAlert> = (buyer, { buyerId, ...closed }, facts) => {
  theFile(buyer, buyerId);
  theUnclosedAlert(buyer, facts, closed.alertId);
  return [{ type: 'AlertClosed', data: { ...closed, seen: facts.seen } }];
};
