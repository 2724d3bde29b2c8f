import {
  ALERT_OUTCOMES,
  ALERT_SEVERITIES,
  SIGNAL_KINDS,
  type AcknowledgeAlert,
  type AlertOutcome,
  type AlertSeverity,
  type CloseAlert,
  type Grade,
  type OverrideGrade,
  type RecordSignal,
  type ScoreBuyer,
  type SignalKind,
  type Wire,
} from '@usance/domain';
import { inOrder } from '../http/agreement';
import { Approver, ApproverField, Day, Id, OneOf, Printable, Text, Whole } from '../http/fields';

export class ScoreBuyerRequest implements Wire<ScoreBuyer> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day({ means: 'What was known as of this day counts.' })
  scoredOn!: string;

  @Id({ optional: true, default: 'usance', means: 'The scorecard.' })
  model?: string;
}

export class OverrideGradeRequest implements Wire<OverrideGrade> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Whole(1, 10, { means: '1 is the best.' })
  grade!: Grade;

  @Text({ example: 'new owner' })
  reason!: string;

  @ApproverField()
  approver!: Approver;

  @Day()
  validFrom!: string;

  @Day<OverrideGradeRequest>({ means: 'The last day; then the score counts again.', agrees: inOrder('validFrom', 'validTo') })
  validTo!: string;
}

export class RecordSignalRequest implements Wire<RecordSignal> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'S-1' })
  signalId!: string;

  @OneOf(SIGNAL_KINDS)
  kind!: SignalKind;

  @OneOf(ALERT_SEVERITIES)
  severity!: AlertSeverity;

  @Day()
  observedOn!: string;

  @Text({ example: 'insolvency register' })
  source!: string;

  @Text({ optional: true })
  note?: string;
}

export class AcknowledgeAlertRequest implements Wire<AcknowledgeAlert> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Printable({ example: 'utilisation-watch-1' })
  alertId!: string;

  @Text({ example: 'A. Roth' })
  by!: string;

  @Day()
  on!: string;

  @Text({ optional: true })
  note?: string;
}

export class CloseAlertRequest extends AcknowledgeAlertRequest implements Wire<CloseAlert> {
  @OneOf(ALERT_OUTCOMES)
  outcome!: AlertOutcome;
}
