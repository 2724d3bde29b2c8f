import type { DomainEvent } from '../shared';

/** The file of a company that is sold to. */
export interface BuyerFile {
  readonly buyerId: string;
  readonly legalName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The number under which a public register knows the company. */
  readonly registrationId?: string;
  readonly sector?: string;
}

/** The seller opened a file on the buyer. */
export type BuyerRegistered = DomainEvent<'BuyerRegistered', BuyerFile>;

export type BuyerEvent = BuyerRegistered;
