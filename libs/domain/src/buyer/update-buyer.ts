import type { CalendarDate } from '../shared';
import { fileOn, type DecideBuyer } from './buyer';
import type { FileFields } from './buyer.events';
import { theFile } from './guards';

/**
 * Says from which day on the file reads otherwise, and why; fields that are left out stay as they are. What the file says on that day
 * already is nothing to do.
 * Source: domain.md C01. Refused with BUYER_UNKNOWN.
 */
export interface UpdateBuyer extends Partial<FileFields> {
  readonly buyerId: string;
  readonly effectiveOn: CalendarDate;
  readonly reason: string;
}

export const updateBuyer: DecideBuyer<UpdateBuyer> = (buyer, { buyerId, effectiveOn, reason, ...fields }) => {
  theFile(buyer, buyerId);
  const said = fileOn(buyer, effectiveOn);
  const isNews = Object.entries(fields).some(([name, value]) => said?.[name as keyof FileFields] !== value);
  return isNews ? [{ type: 'BuyerUpdated', data: { effectiveOn, reason, ...fields } }] : [];
};
