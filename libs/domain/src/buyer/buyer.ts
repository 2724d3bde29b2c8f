import { decider, type Decide } from '../shared';
import type { BuyerEvent, BuyerFile } from './buyer.events';
import { registerBuyer } from './register-buyer';

/** What the seller knows of a buyer; unregistered until the file is opened. */
export interface Buyer {
  readonly file?: BuyerFile;
}

export type DecideBuyer<Command> = Decide<Buyer, Command, BuyerEvent>;

/** Folds one event into the buyer's file. */
export const evolve = (_buyer: Buyer, event: BuyerEvent): Buyer => {
  switch (event.type) {
    case 'BuyerRegistered':
      return { file: event.data };
  }
};

/** The buyer's context: stream `buyer-<seller>.<buyerId>`. */
export const buyer = decider<Buyer, BuyerEvent>()({
  category: 'buyer',
  stateVersion: 1,
  id: 'buyerId',
  initial: {},
  evolve,
  commands: { RegisterBuyer: registerBuyer },
});
