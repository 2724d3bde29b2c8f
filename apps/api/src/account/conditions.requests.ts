import type {
  ClearFraudFlag,
  FlagFraud,
  FraudKind,
  HoldBuyer,
  MoneyJson,
  RecordSecurity,
  ReleaseBuyer,
  ReleaseSecurity,
  RequireSecurity,
  SecurityKind,
  Wire,
} from '@usance/domain';
import { inOrder, namedUnlessZero } from '../http/agreement';
import { Amount, type Approver, ApproverField, Day, Id, OneOf, Text, Words } from '../http/fields';

const FRAUD_KINDS: readonly FraudKind[] = [
  'identity_mismatch',
  'bank_account_change',
  'duplicate_invoice',
  'documents_inconsistent',
  'other',
];

const SECURITY_KINDS: readonly SecurityKind[] = ['deposit', 'letter_of_credit', 'bank_guarantee', 'parent_guarantee'];

/** Puts the buyer on hold. */
export class HoldBuyerRequest implements Wire<HoldBuyer> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  on!: string;

  @Text({ example: 'Promises broken' })
  reason!: string;
}

/** Ends the hold on the buyer. */
export class ReleaseBuyerRequest implements Wire<ReleaseBuyer> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  on!: string;

  @Text({ example: 'Paid in full' })
  reason!: string;

  @ApproverField()
  approver!: Approver;
}

/** Flags what looks like fraud. */
export class FlagFraudRequest implements Wire<FlagFraud> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'F-1', means: "Unique within the buyer's account." })
  flagId!: string;

  @OneOf(FRAUD_KINDS, { means: 'A duplicate_invoice only warns; all others stop new business.' })
  kind!: FraudKind;

  @Day()
  on!: string;

  @Text({ example: 'The bank account was changed by mail' })
  evidence!: string;
}

/** Clears a flag that was looked into. */
export class ClearFraudFlagRequest implements Wire<ClearFraudFlag> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'F-1' })
  flagId!: string;

  @Day()
  on!: string;

  @Text({ example: 'Confirmed by telephone' })
  reason!: string;

  @ApproverField()
  approver!: Approver;
}

/** Says what the buyer has to secure. */
export class RequireSecurityRequest implements Wire<RequireSecurity> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Amount({ zero: true, means: 'Replaces what was required before; 0.00 lifts it.' })
  amount!: MoneyJson;

  @Words<RequireSecurityRequest>(SECURITY_KINDS, {
    example: ['bank_guarantee'],
    means: 'By any of these; none only with an amount of 0.00.',
    agrees: namedUnlessZero('kinds', 'amount'),
  })
  kinds!: SecurityKind[];

  @Day()
  requiredOn!: string;

  @Text({ example: 'New buyer' })
  reason!: string;
}

/** Records a security that came in. */
export class RecordSecurityRequest implements Wire<RecordSecurity> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'S-1', means: "Unique within the buyer's account." })
  securityId!: string;

  @OneOf(SECURITY_KINDS)
  kind!: SecurityKind;

  @Amount()
  amount!: MoneyJson;

  @Text({ optional: true, example: 'Bank of Bremen' })
  issuer?: string;

  @Day({ example: '2026-01-01' })
  validFrom!: string;

  @Day<RecordSecurityRequest>({
    optional: true,
    example: '2026-12-31',
    means: 'The last day.',
    agrees: inOrder('validFrom', 'validTo'),
  })
  validTo?: string;
}

/** Gives a security back. */
export class ReleaseSecurityRequest implements Wire<ReleaseSecurity> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'S-1' })
  securityId!: string;

  @Day({ means: 'From that day on it secures nothing.' })
  releasedOn!: string;

  @Text({ example: 'No longer needed' })
  reason!: string;
}
