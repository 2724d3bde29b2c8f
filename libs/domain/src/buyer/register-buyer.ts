import { Refusal } from '../shared';
import type { DecideBuyer } from './buyer';
import type { BuyerFile } from './buyer.events';

/** Opens a file on a company that the seller wants to sell to on credit. Refused with BUYER_EXISTS when there is one. */
export type RegisterBuyer = BuyerFile;

export const registerBuyer: DecideBuyer<RegisterBuyer> = (buyer, file, { businessDay }) => {
  if (buyer.file) throw new Refusal('BUYER_EXISTS', { buyerId: file.buyerId });
  return [{ type: 'BuyerRegistered', data: { ...file, registeredOn: businessDay } }];
};
