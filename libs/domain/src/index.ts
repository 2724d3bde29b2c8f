export * from './shared';
export type { AcknowledgeAlert } from './buyer/acknowledge-alert';
export * from './buyer/buyer';
export * from './buyer/buyer.decider';
export * from './buyer/buyer.events';
export type { CloseAlert } from './buyer/close-alert';
export type { CompleteMonitoringCheck } from './buyer/complete-monitoring-check';
export type { CompleteReview } from './buyer/complete-review';
export { gradeOn } from './buyer/grade';
export type { MergeBuyers } from './buyer/merge-buyers';
export * from './buyer/merges';
export * from './buyer/merges.events';
export type { OverrideGrade } from './buyer/override-grade';
export type { RecordBuyerFact } from './buyer/record-buyer-fact';
export type { RecordSignal } from './buyer/record-signal';
export type { RegisterBuyer } from './buyer/register-buyer';
export type { ScheduleReview } from './buyer/schedule-review';
export { scoreAnswer, type ScoreAnswer, type ScoreBuyer } from './buyer/score-buyer';
export type { SetMonitoringPlan } from './buyer/set-monitoring-plan';
export type { UpdateBuyer } from './buyer/update-buyer';
export * from './country/country';
export * from './country/country.events';
export type { RecordCountryEvent } from './country/record-country-event';
export type { RecordCountryRating } from './country/record-country-rating';
export * from './account/account.decider';
export * from './account/account.events';
export {
  disputedOpen,
  findInvoice,
  newAccount,
  used,
  type Account,
  type AccountFacts,
  type Balance,
  type Invoice,
  type Payment,
} from './account/account';
export type { AllocatePayment } from './account/cash/allocate-payment';
export type { AllocationRequest } from './account/cash/allocation';
export type { RecordPayment } from './account/cash/record-payment';
export type { ReversePayment } from './account/cash/reverse-payment';
export * from './account/credit/limit';
export type { GrantLimit } from './account/credit/grant-limit';
export type { IncreaseLimit } from './account/credit/increase-limit';
export type { ReduceLimit } from './account/credit/reduce-limit';
export type { WithdrawLimit } from './account/credit/withdraw-limit';
export type { CancelInvoice } from './account/items/cancel-invoice';
export type { IssueCreditNote } from './account/items/issue-credit-note';
export type { IssueInvoice } from './account/items/issue-invoice';
export type { MarkOverdue } from './account/items/mark-overdue';
export type { RaiseDispute } from './account/items/raise-dispute';
export type { RecordInvoice } from './account/items/record-invoice';
export type { ResolveDispute } from './account/items/resolve-dispute';
export type { WriteOffInvoice } from './account/items/write-off-invoice';
export * from './insurance/insurance.events';
export type { BindPolicy } from './insurance/bind-policy';
export * from './insurance/claim';
export type { FileClaim } from './insurance/file-claim';
export * from './insurance/policy';
export * from './model';
export * from './settings/credit-policy';
export * from './settings/limit-rule';
export { indexOn, priceIndex, type PriceIndex } from './settings/price-index';
export type { PublishCreditPolicy } from './settings/publish-credit-policy';
export type { PublishLimitRule } from './settings/publish-limit-rule';
export type { PublishScorecard } from './settings/publish-scorecard';
export type { RecordIndex } from './settings/record-index';
export * from './settings/score';
export * from './settings/scorecard';
export { CREDIT_POLICY, limitRuleId, policyOn, scorecardId, scorecardOn, settings, type Settings } from './settings/settings';
export * from './settings/settings.events';
export { inForceOn, type Version } from './settings/versions';
