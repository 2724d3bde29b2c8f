import type { GrantLimit, IncreaseLimit, MoneyJson, Wire, WithdrawLimit } from '@usance/domain';
import { inOrder } from '../http/agreement';
import { Amount, Day, Days, Id, Text } from '../http/fields';

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
}

/** Changes the limit from a day on. */
export class ChangeLimitRequest implements Wire<IncreaseLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Amount({ zero: true, means: 'The new limit, not the difference.' })
  amount!: MoneyJson;

  @Day()
  effectiveFrom!: string;

  @Text({ example: 'Half-year review' })
  reason!: string;
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
