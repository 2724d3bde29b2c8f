import { claim, policy, type BindPolicy, type FileClaim, type MoneyJson, type Wire } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { all, inCurrencyOf, inOrder, neededWhen, unwantedWhen } from '../http/agreement';
import { Amount, Currency, Day, Days, Id, Ids, OneOf, Share, Text } from '../http/fields';

export class BindPolicyRequest implements Wire<BindPolicy> {
  @Id({ example: 'POL-2026' })
  policyId!: string;

  @Text({ example: 'Atlas Credit Insurance' })
  insurer!: string;

  @Currency({ means: 'ISO 4217; of all amounts of the policy.' })
  currency!: string;

  @Day({ example: '2026-01-01' })
  periodFrom!: string;

  @Day<BindPolicyRequest>({ example: '2026-12-31', means: 'The last day.', agrees: inOrder('periodFrom', 'periodTo') })
  periodTo!: string;

  @Share({ means: 'The part of an insured loss that the insurer bears.' })
  insuredShare!: string;

  @Amount<BindPolicyRequest>({
    means: 'The most that the insurer pays for the period.',
    agrees: inCurrencyOf('currency', 'maximumLiability'),
  })
  maximumLiability!: MoneyJson;

  @Days({ example: 60 })
  maxTermsDays!: number;

  @Days({ example: 60 })
  maximumExtensionDays!: number;

  @Days({ example: 180, means: 'Days after the due date until protracted default counts as a loss.' })
  waitingPeriodDays!: number;
}

export class FileClaimRequest implements Wire<FileClaim> {
  @Id({ example: 'C-1' })
  claimId!: string;

  @Id({ example: 'POL-2026' })
  policyId!: string;

  @Id({ example: 'B7' })
  buyerId!: string;

  @OneOf(['protracted_default', 'insolvency'])
  cause!: 'protracted_default' | 'insolvency';

  @Ids({ min: 1, max: 500 })
  invoiceIds!: string[];

  @Day()
  filedOn!: string;

  @Day<FileClaimRequest>({
    optional: true,
    means: 'Given if, and only if, the cause is insolvency; not after filedOn.',
    agrees: all<FileClaimRequest>(
      neededWhen(
        'insolvencyOn',
        ({ cause }) => cause === 'insolvency',
        'A claim for insolvency needs the day of the insolvency.',
      ),
      unwantedWhen(
        'insolvencyOn',
        ({ cause }) => cause !== 'insolvency',
        'Only a claim for insolvency names its day. Leave it out.',
      ),
      inOrder('insolvencyOn', 'filedOn'),
    ),
  })
  insolvencyOn?: string;
}

export const policyRequests = requestsFor(policy)({
  BindPolicy: [BindPolicyRequest, 'Notes the policy that the seller and the insurer agreed on.'],
});

export const claimRequests = requestsFor(claim)({
  FileClaim: [FileClaimRequest, 'Claims a loss under a policy.'],
});
