import { decider } from '../shared';
import { acknowledgeAlert } from './acknowledge-alert';
import { evolve, newBuyer, type Buyer, type BuyerFacts } from './buyer';
import type { BuyerEvent } from './buyer.events';
import { closeAlert } from './close-alert';
import { completeMonitoringCheck } from './complete-monitoring-check';
import { completeReview } from './complete-review';
import { endGradeOverride } from './end-grade-override';
import { markReviewOverdue } from './mark-review-overdue';
import { overrideGrade } from './override-grade';
import { planReview } from './plan-review';
import { raiseCountryAlert } from './raise-country-alert';
import { recordBuyerFact } from './record-buyer-fact';
import { recordSignal } from './record-signal';
import { registerBuyer } from './register-buyer';
import { scheduleReview } from './schedule-review';
import { scoreBuyer } from './score-buyer';
import { setMonitoringPlan } from './set-monitoring-plan';
import { updateBuyer } from './update-buyer';

/** The buyer's context: stream `buyer-<seller>.<buyerId>`. */
export const buyer = decider<Buyer, BuyerEvent, BuyerFacts>()({
  category: 'buyer',
  stateVersion: 2,
  id: 'buyerId',
  initial: newBuyer,
  evolve,
  commands: {
    RegisterBuyer: registerBuyer,
    UpdateBuyer: updateBuyer,
    RecordBuyerFact: recordBuyerFact,
    ScoreBuyer: scoreBuyer,
    OverrideGrade: overrideGrade,
    RecordSignal: recordSignal,
    AcknowledgeAlert: acknowledgeAlert,
    CloseAlert: closeAlert,
    SetMonitoringPlan: setMonitoringPlan,
    CompleteMonitoringCheck: completeMonitoringCheck,
    ScheduleReview: scheduleReview,
    CompleteReview: completeReview,
  },
  internal: {
    EndGradeOverride: endGradeOverride,
    RaiseCountryAlert: raiseCountryAlert,
    PlanReview: planReview,
    MarkReviewOverdue: markReviewOverdue,
  },
});
