import type { PolicyInForce } from '../../settings/credit-policy';
import { exceeds, reaches, Refusal, type ApprovalLevel, type Approver, type Money } from '../../shared';

/** The lowest level that may decide on the amount. In a currency other than the policy's nobody but the highest may. */
const levelNeeded = ({ approvals }: PolicyInForce, amount: Money): ApprovalLevel => {
  const covering = approvals.find(({ upTo }) => !upTo || (upTo.currency === amount.currency && !exceeds(amount, upTo)));
  return covering?.level ?? 'director';
};

/** APPROVAL_LEVEL_TOO_LOW */
export const mustHaveAuthority = (policy: PolicyInForce, { level }: Approver, amount: Money): void => {
  const needed = levelNeeded(policy, amount);
  if (!reaches(level, needed)) throw new Refusal('APPROVAL_LEVEL_TOO_LOW', { needed, level, amount });
};
