import { Refusal } from '../shared';
import type { AlertStatus, Buyer, BuyerFacts } from './buyer';
import type { BuyerFile } from './buyer.events';

/** BUYER_UNKNOWN */
export const theFile = ({ file }: Buyer, buyerId: string): BuyerFile => {
  if (!file) throw new Refusal('BUYER_UNKNOWN', { buyerId });
  return file;
};

/** ALERT_UNKNOWN, ALERT_CLOSED. An alert of the file, or of the account's thresholds. */
export const theUnclosedAlert = ({ alerts }: Buyer, { raisedByAccount }: BuyerFacts, alertId: string): AlertStatus => {
  const status = alerts.get(alertId) ?? (raisedByAccount(alertId) ? 'open' : undefined);
  if (!status) throw new Refusal('ALERT_UNKNOWN', { alertId });
  if (status === 'closed') throw new Refusal('ALERT_CLOSED', { alertId });
  return status;
};
