export * from './shared';
export * from './buyer/buyer';
export * from './buyer/buyer.events';
export type { RegisterBuyer } from './buyer/register-buyer';
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
