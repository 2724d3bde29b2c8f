import {
  REVIEW_OUTCOMES,
  type CompleteMonitoringCheck,
  type CompleteReview,
  type ReviewOutcome,
  type ScheduleReview,
  type SetMonitoringPlan,
  type Wire,
} from '@usance/domain';
import { Day, Id, OneOf, Text, Whole } from '../http/fields';

export class SetMonitoringPlanRequest implements Wire<SetMonitoringPlan> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Whole(1, 3660, { example: 30 })
  everyDays!: number;

  @Day({ means: 'The first check.' })
  from!: string;

  @Text({ example: 'new owner' })
  reason!: string;
}

export class CompleteMonitoringCheckRequest implements Wire<CompleteMonitoringCheck> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  checkedOn!: string;

  @Text({ example: 'A. Roth' })
  by!: string;

  @Text({ example: 'nothing new' })
  finding!: string;
}

export class ScheduleReviewRequest implements Wire<ScheduleReview> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day({ means: 'The last day on which it is not overdue.' })
  dueOn!: string;

  @Text({ example: 'annual accounts' })
  kind!: string;
}

export class CompleteReviewRequest implements Wire<CompleteReview> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Day()
  completedOn!: string;

  @Text({ example: 'A. Roth' })
  reviewer!: string;

  @OneOf(REVIEW_OUTCOMES, { means: 'A record: limits change by their own commands.' })
  outcome!: ReviewOutcome;

  @Text({ example: 'sound accounts, pays on time' })
  note!: string;
}
