import type { FlagRow, HoldRow, SecurityRow, TableAnswer } from '@usance/projections';
import { Approver } from '../http/fields';
import { shown } from '../http/shown';

export const SECURITY_STATUSES = ['valid', 'expired', 'released', 'future'] as const;
export const FLAG_STATUSES = ['open', 'cleared'] as const;

const SECURITY_KINDS = ['deposit', 'letter_of_credit', 'bank_guarantee', 'parent_guarantee'] as const;
const FLAG_KINDS = ['identity_mismatch', 'bank_account_change', 'duplicate_invoice', 'documents_inconsistent', 'other'] as const;

class Security implements SecurityRow {
  @shown.text({ example: 'SEC-1' })
  securityId!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.word(SECURITY_KINDS)
  kind!: SecurityRow['kind'];

  @shown.currency()
  currency!: string;

  @shown.amount()
  amount!: string;

  @shown.text({ optional: true })
  issuer?: string;

  @shown.day()
  validFrom!: string;

  @shown.day({ optional: true, means: 'The last day.' })
  validTo?: string;

  @shown.day({ optional: true, means: 'From that day on it secures nothing.' })
  releasedOn?: string;

  @shown.word(SECURITY_STATUSES, { means: 'On the business day.' })
  status!: SecurityRow['status'];
}

export class SecurityTable implements TableAnswer<SecurityRow> {
  @shown.position()
  position!: string;

  @shown.list(Security)
  rows!: Security[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Flag implements FlagRow {
  @shown.text({ example: 'FLAG-1' })
  flagId!: string;

  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.word(FLAG_KINDS, { means: 'duplicate_invoice only warns; all others block new business while they are open.' })
  kind!: FlagRow['kind'];

  @shown.word(FLAG_STATUSES)
  status!: FlagRow['status'];

  @shown.day()
  on!: string;

  @shown.text()
  evidence!: string;

  @shown.day({ optional: true })
  clearedOn?: string;

  @shown.text({ optional: true, means: 'Why it was cleared.' })
  reason?: string;

  @shown.one(Approver, { optional: true, means: 'Who cleared it.' })
  approver?: Approver;
}

export class FlagTable implements TableAnswer<FlagRow> {
  @shown.position()
  position!: string;

  @shown.list(Flag)
  rows!: Flag[];

  @shown.nextCursor()
  nextCursor?: string;
}

class BuyerOnHold implements HoldRow {
  @shown.text({ example: 'B7' })
  buyerId!: string;

  @shown.day()
  since!: string;

  @shown.count({ means: 'From then to the business day.' })
  days!: number;

  @shown.text()
  reason!: string;
}

export class HoldTable implements TableAnswer<HoldRow> {
  @shown.position()
  position!: string;

  @shown.list(BuyerOnHold)
  rows!: BuyerOnHold[];

  @shown.nextCursor()
  nextCursor?: string;
}
