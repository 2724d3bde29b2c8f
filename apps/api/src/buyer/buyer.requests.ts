import { buyer, type RegisterBuyer, type Wire } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { Country, Id, Text } from '../http/fields';

/** Opens a file on a company that the seller wants to sell to on credit. */
export class RegisterBuyerRequest implements Wire<RegisterBuyer> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Text({ example: 'Nordwind Handels GmbH' })
  legalName!: string;

  @Country({ means: 'ISO 3166-1 alpha-2.' })
  country!: string;

  @Text({ optional: true, example: 'HRB 12345', means: 'The number under which a public register knows the company.' })
  registrationId?: string;

  @Text({ optional: true, example: 'wholesale' })
  sector?: string;
}

export const buyerRequests = requestsFor(buyer)({
  RegisterBuyer: [RegisterBuyerRequest, 'Opens a file on a company that the seller wants to sell to on credit.'],
});
