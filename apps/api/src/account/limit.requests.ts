import type { GrantLimit, IncreaseLimit, MoneyJson, ReduceLimit, Wire, WithdrawLimit } from '@usance/domain';
import { inOrder } from '../http/agreement';
import { Amount, type Approver, ApproverField, Day, Days, Id, Text } from '../http/fields';

/** Gives the buyer a credit limit from a day on. */
export class GrantLimitRequest implements Wire<GrantLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Amount({ zero: true, means: 'The limit; 0.00 is a decision too: no credit.' })
  amount!: MoneyJson;

  @Day({ example: '2026-01-01' })
  validFrom!: string;

  @Day<GrantLimitRequest>({
    optional: true,
    example: '2026-12-31',
    means: 'The last day.',
    agrees: inOrder('validFrom', 'validTo'),
  })
  validTo?: string;

  @Days({ optional: true, example: 60, means: 'The longest terms, in days from issue to due date.' })
  maxTermsDays?: number;

  @Text({ optional: true })
  reason?: string;

  @ApproverField({ optional: true, means: 'Who decided; counted among the decisions.' })
  approver?: Approver;
}

/** Lowers the limit from a day on. */
export class ReduceLimitRequest implements Wire<ReduceLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Amount({ zero: true, means: 'The new limit, not the difference.' })
  amount!: MoneyJson;

  @Day()
  effectiveFrom!: string;

  @Text({ example: 'Half-year review' })
  reason!: string;
}

/** Raises the limit from a day on. */
export class IncreaseLimitRequest extends ReduceLimitRequest implements Wire<IncreaseLimit> {
  @ApproverField({ optional: true, means: 'Who decided; counted among the decisions.' })
  approver?: Approver;
}

/** Ends the limit: no new credit from that day on. */
export class WithdrawLimitRequest implements Wire<WithdrawLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  effectiveFrom!: string;

  @Text({ example: 'Payment behaviour' })
  reason!: string;
}
