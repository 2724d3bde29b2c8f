import type {
  ApproveLimitChange,
  DecideLimit,
  GrantTemporaryLimit,
  MoneyJson,
  RejectLimitChange,
  RequestKind,
  RequestLimit,
  Wire,
} from '@usance/domain';
import { all, inOrder, moneyIn, neededWhen, positiveUnless, unwantedWhen } from '../http/agreement';
import { Amount, type Approver, ApproverField, Day, Days, Id, OneOf, Printable, Text, Texts, Whole } from '../http/fields';

const MOST_CONDITIONS = 100;

/** Asks for a limit, or for a change of it. */
export class RequestLimitRequest implements Wire<RequestLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'REQ-1', means: "Unique within the buyer's account." })
  requestId!: string;

  @Amount<RequestLimitRequest>({
    zero: true,
    means: 'The limit that is asked for, not the difference. Zero only for cancel.',
    agrees: positiveUnless('amount', ({ kind }) => kind === 'cancel'),
  })
  amount!: MoneyJson;

  @Days({ example: 60, means: 'The longest terms that are asked for, in days from issue to due date.' })
  termsDays!: number;

  @OneOf(['new', 'increase', 'reduce', 'cancel'])
  kind!: RequestKind;

  @Day({ example: '2026-01-01' })
  requestedOn!: string;

  @Text({ optional: true, example: 'HRB 4711', means: "Held against the buyer's file: another one is refused as a mismatch." })
  registrationId?: string;
}

const isRefused = ({ outcome }: DecideLimitRequest): boolean => outcome === 'refused';

const isRefusalOfMore = (request: DecideLimitRequest): boolean => isRefused(request) && moneyIn(request.amount)?.minor !== 0n;

/** A person decides a request that was referred. */
export class DecideLimitRequest implements Wire<DecideLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'REQ-1' })
  requestId!: string;

  @OneOf(['approved', 'partly_approved', 'conditional', 'refused'])
  outcome!: 'approved' | 'partly_approved' | 'conditional' | 'refused';

  @Amount<DecideLimitRequest>({
    optional: true,
    zero: true,
    means: 'What is granted; what was asked when absent. Needed for partly_approved; for refused nothing but zero.',
    agrees: all<DecideLimitRequest>(
      neededWhen('amount', ({ outcome }) => outcome === 'partly_approved', 'A partly approved request needs what is granted.'),
      positiveUnless('amount', isRefused),
      unwantedWhen('amount', isRefusalOfMore, 'A refusal grants nothing. Leave it out.'),
    ),
  })
  amount?: MoneyJson;

  @Days({ optional: true, example: 30, means: 'The longest terms, in days; what was asked when absent.' })
  termsDays?: number;

  @Day<DecideLimitRequest>({
    optional: true,
    example: '2026-01-02',
    means: 'Not before decidedOn. Needed unless refused, not allowed for refused.',
    agrees: all<DecideLimitRequest>(
      neededWhen('validFrom', (request) => !isRefused(request), 'What is granted needs its first day.'),
      unwantedWhen('validFrom', isRefused, 'A refusal counts from decidedOn. Leave it out.'),
    ),
  })
  validFrom?: string;

  @Day<DecideLimitRequest>({
    optional: true,
    example: '2026-12-31',
    means: 'The last day.',
    agrees: inOrder('validFrom', 'validTo'),
  })
  validTo?: string;

  @Texts<DecideLimitRequest>(
    { min: 1, max: MOST_CONDITIONS },
    {
      optional: true,
      example: ['bank guarantee over 10,000 EUR'],
      means: 'Needed for conditional.',
      agrees: neededWhen(
        'conditions',
        ({ outcome }) => outcome === 'conditional',
        'A conditional decision needs its conditions.',
      ),
    },
  )
  conditions?: string[];

  @Whole(1, 15, { optional: true, example: 4, means: 'UN/EDIFACT 4509.' })
  reasonCode?: number;

  @ApproverField()
  approver!: Approver;

  @Day({ example: '2026-01-02' })
  decidedOn!: string;
}

/** Gives an amount on top of the limit for a time. */
export class GrantTemporaryLimitRequest implements Wire<GrantTemporaryLimit> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Amount({ means: 'On top of the limit.' })
  amount!: MoneyJson;

  @Day({ example: '2026-11-01' })
  validFrom!: string;

  @Day<GrantTemporaryLimitRequest>({ example: '2026-12-31', means: 'The last day.', agrees: inOrder('validFrom', 'validTo') })
  validTo!: string;

  @Text({ example: 'Christmas season' })
  reason!: string;

  @ApproverField()
  approver!: Approver;
}

/** A person's word on a limit rule's proposal. */
export class LimitChangeRequest implements Wire<ApproveLimitChange & RejectLimitChange> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Printable({ example: 'copper:2026-03-01' })
  proposalId!: string;

  @ApproverField()
  approver!: Approver;

  @Day()
  on!: string;

  @Text({ example: 'Half-year review' })
  reason!: string;
}
