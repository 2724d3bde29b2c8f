import {
  COMPUTED_FACTS,
  type MergeBuyers,
  type RecordBuyerFact,
  type RegisterBuyer,
  type UpdateBuyer,
  type Wire,
} from '@usance/domain';
import { unwantedWhen } from '../http/agreement';
import { fault, NO_FAULTS } from '../http/fault';
import { Country, Day, DecimalOrFlag, Flag, Id, Text } from '../http/fields';

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

const CHANGING = ['legalName', 'country', 'registrationId', 'sector', 'groupId', 'keyAccount'] as const;

export class UpdateBuyerRequest implements Wire<UpdateBuyer> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  effectiveOn!: string;

  @Text<UpdateBuyerRequest>({
    example: 'register extract of 2 March',
    agrees: (request) =>
      CHANGING.some((name) => request[name] !== undefined)
        ? NO_FAULTS
        : fault('REQUIRED', `Nothing changes. Send at least one of ${CHANGING.join(', ')}.`),
  })
  reason!: string;

  @Text({ optional: true, example: 'Nordwind Handels SE' })
  legalName?: string;

  @Country({ optional: true, means: 'ISO 3166-1 alpha-2.' })
  country?: string;

  @Text({ optional: true, example: 'HRB 12345' })
  registrationId?: string;

  @Text({ optional: true, example: 'wholesale' })
  sector?: string;

  @Id({ optional: true, example: 'G1', means: 'The group of companies that the buyer belongs to.' })
  groupId?: string;

  @Flag({ optional: true, means: 'A key account is reviewed more often.' })
  keyAccount?: boolean;
}

export class RecordBuyerFactRequest implements Wire<RecordBuyerFact> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id<RecordBuyerFactRequest>({
    example: 'currentRatio',
    means: 'The name that scorecards know it by.',
    agrees: unwantedWhen(
      'fact',
      ({ fact }) => COMPUTED_FACTS.includes(fact),
      `The system works out ${COMPUTED_FACTS.join(', ')} itself. Use another name.`,
    ),
  })
  fact!: string;

  @DecimalOrFlag({ means: 'true counts as 1, false as 0.' })
  value!: string | boolean;

  @Text({ example: 'annual report 2025' })
  source!: string;

  @Day({ means: 'The day that it is true of.' })
  asOf!: string;
}

export class MergeBuyersRequest implements Wire<MergeBuyers> {
  @Id({ example: 'B7', means: 'The one that is kept.' })
  buyerId!: string;

  @Id<MergeBuyersRequest>({
    example: 'B8',
    agrees: ({ buyerId, duplicateId }) =>
      buyerId === duplicateId ? fault('DUPLICATE', 'It is the buyer that is kept. Send the other one.') : NO_FAULTS,
  })
  duplicateId!: string;

  @Day()
  mergedOn!: string;

  @Text({ example: 'the same entry in the register' })
  reason!: string;
}
