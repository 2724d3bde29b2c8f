import { decider } from '../shared';
import { newAccount, type Account } from './account';
import type { AccountEvent } from './account.events';
import { allocatePayment } from './cash/allocate-payment';
import { recordPayment } from './cash/record-payment';
import { reversePayment } from './cash/reverse-payment';
import { approveLimitChange } from './credit/approve-limit-change';
import { runLimitRule } from './credit/run-limit-rule';
import { watched } from './credit/assess';
import { assessThresholds } from './credit/assess-thresholds';
import { clearFraudFlag } from './credit/clear-fraud-flag';
import { decideLimit } from './credit/decide-limit';
import { endTemporaryLimit } from './credit/end-temporary-limit';
import { expireLimit } from './credit/expire-limit';
import { expireSecurity } from './credit/expire-security';
import { flagFraud } from './credit/flag-fraud';
import { grantLimit } from './credit/grant-limit';
import { grantTemporaryLimit } from './credit/grant-temporary-limit';
import { holdBuyer } from './credit/hold-buyer';
import { increaseLimit } from './credit/increase-limit';
import { recordSecurity } from './credit/record-security';
import { reduceLimit } from './credit/reduce-limit';
import { rejectLimitChange } from './credit/reject-limit-change';
import { releaseBuyer } from './credit/release-buyer';
import { releaseSecurity } from './credit/release-security';
import { requestLimit } from './credit/request-limit';
import { requireSecurity } from './credit/require-security';
import { withdrawLimit } from './credit/withdraw-limit';
import { evolve } from './evolve';
import type { AccountFacts } from './facts';
import { cancelInvoice } from './items/cancel-invoice';
import { issueCreditNote } from './items/issue-credit-note';
import { issueInvoice } from './items/issue-invoice';
import { markOverdue } from './items/mark-overdue';
import { raiseDispute } from './items/raise-dispute';
import { recordInvoice } from './items/record-invoice';
import { resolveDispute } from './items/resolve-dispute';
import { writeOffInvoice } from './items/write-off-invoice';
import { cancelOrder } from './orders/cancel-order';
import { checkOrder } from './orders/check-order';
import { declineOrder } from './orders/decline-order';
import { releaseOrder } from './orders/release-order';
import { shipOrder } from './orders/ship-order';
import { submitOrder } from './orders/submit-order';

/** The debtor account's context: stream `account-<seller>.<buyerId>`. The only list of its commands. */
export const account = decider<Account, AccountEvent, AccountFacts>()({
  category: 'account',
  stateVersion: 3,
  id: 'buyerId',
  initial: newAccount,
  evolve,
  commands: watched({
    GrantLimit: grantLimit,
    IncreaseLimit: increaseLimit,
    ReduceLimit: reduceLimit,
    WithdrawLimit: withdrawLimit,
    RequestLimit: requestLimit,
    DecideLimit: decideLimit,
    GrantTemporaryLimit: grantTemporaryLimit,
    ApproveLimitChange: approveLimitChange,
    RejectLimitChange: rejectLimitChange,
    HoldBuyer: holdBuyer,
    ReleaseBuyer: releaseBuyer,
    FlagFraud: flagFraud,
    ClearFraudFlag: clearFraudFlag,
    RequireSecurity: requireSecurity,
    RecordSecurity: recordSecurity,
    ReleaseSecurity: releaseSecurity,
    SubmitOrder: submitOrder,
    ReleaseOrder: releaseOrder,
    DeclineOrder: declineOrder,
    CancelOrder: cancelOrder,
    ShipOrder: shipOrder,
    IssueInvoice: issueInvoice,
    RecordInvoice: recordInvoice,
    CancelInvoice: cancelInvoice,
    IssueCreditNote: issueCreditNote,
    RecordPayment: recordPayment,
    AllocatePayment: allocatePayment,
    ReversePayment: reversePayment,
    RaiseDispute: raiseDispute,
    ResolveDispute: resolveDispute,
    MarkOverdue: markOverdue,
    WriteOffInvoice: writeOffInvoice,
  }),
  internal: watched({
    ExpireLimit: expireLimit,
    EndTemporaryLimit: endTemporaryLimit,
    ExpireSecurity: expireSecurity,
    CheckOrder: checkOrder,
    AssessThresholds: assessThresholds,
    RunLimitRule: runLimitRule,
  }),
});
