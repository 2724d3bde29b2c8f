import { APPROVAL_LEVELS, type ApprovalLevel, type Approver } from '@usance/domain';
import { shown } from '../http/shown';

/** Why a decision came out as it did. */
export class ReasonGiven {
  @shown.text({ example: 'LIMIT_EXCEEDED' })
  code!: string;

  @shown.any({ means: 'The figures that the rule looked at.' })
  facts!: Record<string, unknown>;
}

/** Who decided. */
export class DecidedBy implements Approver {
  @shown.text({ example: 'M. Keller' })
  name!: string;

  @shown.word(APPROVAL_LEVELS)
  level!: ApprovalLevel;
}

/** A person and a level in one field of a CSV line; `policy` as it is. */
export const signature = (approver: Approver | 'policy' | undefined): string | undefined =>
  typeof approver === 'object' ? `${approver.name} (${approver.level})` : approver;

/** The codes of reasons in one field of a CSV line. */
export const codesOf = (reasons: readonly { readonly code: string }[]): string => reasons.map(({ code }) => code).join(' ');
