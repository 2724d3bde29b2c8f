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
export { duplicatesOf, keptOf, type Merges } from './buyer/merges';
export type { MergesEvent } from './buyer/merges.events';
export * from './buyer/merges.decider';
export * from './buyer/merges.events';
export type { OverrideGrade } from './buyer/override-grade';
export type { RecordBuyerFact } from './buyer/record-buyer-fact';
export type { RecordSignal } from './buyer/record-signal';
export type { RegisterBuyer } from './buyer/register-buyer';
export type { ScheduleReview } from './buyer/schedule-review';
export type { ScoreBuyer } from './buyer/score-buyer';
export type { SetMonitoringPlan } from './buyer/set-monitoring-plan';
export type { UpdateBuyer } from './buyer/update-buyer';
export * from './country/country';
export * from './country/country.events';
export type { RecordCountryEvent } from './country/record-country-event';
export type { RecordCountryRating } from './country/record-country-rating';
export * from './account/account.decider';
export * from './account/account.events';
export {
  currencyOf,
  disputedOpen,
  findInvoice,
  newAccount,
  used,
  type Account,
  type Balance,
  type Invoice,
  type Payment,
} from './account/account';
export type { AccountFacts, BuyerSeen, CoverSeen } from './account/facts';
export { metricsOn, type Metrics } from './account/credit/assess';
export * from './account/credit/credit.events';
export { holdOn, isValidOn, releasedFrom, type Hold, type Security } from './account/credit/credit-line';
export { paymentBehaviour, type PaymentBehaviour } from './account/credit/payment-behaviour';
export { creditOn, overdueOn, type CreditOn, type OverdueOn } from './account/credit/standing';
export * from './account/credit/thresholds.events';
export { checkCredit, type OrderToCheck } from './account/orders/credit-check';
export * from './account/orders/order.events';
export * from './account/orders/order-book';
export type { ApproveLimitChange } from './account/credit/approve-limit-change';
export type { AssessThresholds } from './account/credit/assess-thresholds';
export type { ClearFraudFlag } from './account/credit/clear-fraud-flag';
export type { DecideLimit } from './account/credit/decide-limit';
export type { EndTemporaryLimit } from './account/credit/end-temporary-limit';
export type { ExpireLimit } from './account/credit/expire-limit';
export type { ExpireSecurity } from './account/credit/expire-security';
export type { FlagFraud } from './account/credit/flag-fraud';
export type { GrantTemporaryLimit } from './account/credit/grant-temporary-limit';
export type { HoldBuyer } from './account/credit/hold-buyer';
export type { RecordSecurity } from './account/credit/record-security';
export type { RejectLimitChange } from './account/credit/reject-limit-change';
export type { ReleaseBuyer } from './account/credit/release-buyer';
export type { ReleaseSecurity } from './account/credit/release-security';
export type { RequestLimit } from './account/credit/request-limit';
export type { RunLimitRule } from './account/credit/run-limit-rule';
export type { RequireSecurity } from './account/credit/require-security';
export type { CancelOrder } from './account/orders/cancel-order';
export type { CheckOrder } from './account/orders/check-order';
export type { DeclineOrder } from './account/orders/decline-order';
export type { ReleaseOrder } from './account/orders/release-order';
export type { ShipOrder } from './account/orders/ship-order';
export { insideFrom, type SubmitOrder } from './account/orders/submit-order';
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
