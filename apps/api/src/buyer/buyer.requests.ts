import { buyer, merges } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { MergeBuyersRequest, RecordBuyerFactRequest, RegisterBuyerRequest, UpdateBuyerRequest } from './file.requests';
import {
  AcknowledgeAlertRequest,
  CloseAlertRequest,
  OverrideGradeRequest,
  RecordSignalRequest,
  ScoreBuyerRequest,
} from './risk.requests';
import { scoreAnswer } from './score.answer';
import {
  CompleteMonitoringCheckRequest,
  CompleteReviewRequest,
  ScheduleReviewRequest,
  SetMonitoringPlanRequest,
} from './watch.requests';

export const buyerRequests = requestsFor(buyer)({
  RegisterBuyer: [RegisterBuyerRequest, 'Opens a file on a company that the seller wants to sell to on credit.'],
  UpdateBuyer: [UpdateBuyerRequest, 'Says from which day on the file reads otherwise, and why.'],
  RecordBuyerFact: [RecordBuyerFactRequest, 'Notes what is known of the buyer as of a day, for scores to come.'],
  ScoreBuyer: [
    ScoreBuyerRequest,
    'Scores the buyer by what was known as of a day; the answer holds the score and what it is made of.',
    scoreAnswer,
  ],
  OverrideGrade: [OverrideGradeRequest, "Sets the buyer's grade for a while, whatever the score."],
  RecordSignal: [RecordSignalRequest, 'Notes a sign of trouble and raises an alert; one for all signals of a kind and a day.'],
  AcknowledgeAlert: [AcknowledgeAlertRequest, 'Says who looks into an alert.'],
  CloseAlert: [CloseAlertRequest, 'Says that an alert is done with, and whether it was right.'],
  SetMonitoringPlan: [SetMonitoringPlanRequest, 'Says how often the buyer is looked at.'],
  CompleteMonitoringCheck: [CompleteMonitoringCheckRequest, 'Notes that somebody looked at the buyer, and what was found.'],
  ScheduleReview: [ScheduleReviewRequest, 'Plans a review; brings the open one forward, never puts it off.'],
  CompleteReview: [CompleteReviewRequest, 'Says that the open review was done; the next one is planned by the credit policy.'],
});

export const mergesRequests = requestsFor(merges)({
  MergeBuyers: [MergeBuyersRequest, 'Says that two files are of the same company; new business goes to the one that is kept.'],
});
