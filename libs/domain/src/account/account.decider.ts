import { decider } from '../shared';
import { evolve, newAccount, type Account, type AccountFacts } from './account';
import type { AccountEvent } from './account.events';
import { allocatePayment } from './cash/allocate-payment';
import { recordPayment } from './cash/record-payment';
import { reversePayment } from './cash/reverse-payment';
import { grantLimit } from './credit/grant-limit';
import { increaseLimit } from './credit/increase-limit';
import { reduceLimit } from './credit/reduce-limit';
import { withdrawLimit } from './credit/withdraw-limit';
import { cancelInvoice } from './items/cancel-invoice';
import { issueCreditNote } from './items/issue-credit-note';
import { issueInvoice } from './items/issue-invoice';
import { markOverdue } from './items/mark-overdue';
import { raiseDispute } from './items/raise-dispute';
import { recordInvoice } from './items/record-invoice';
import { resolveDispute } from './items/resolve-dispute';
import { writeOffInvoice } from './items/write-off-invoice';

/** The debtor account's context: stream `account-<seller>.<buyerId>`. The only list of its commands. */
export const account = decider<Account, AccountEvent, AccountFacts>()({
  category: 'account',
  stateVersion: 2,
  id: 'buyerId',
  initial: newAccount,
  evolve,
  commands: {
    GrantLimit: grantLimit,
    IncreaseLimit: increaseLimit,
    ReduceLimit: reduceLimit,
    WithdrawLimit: withdrawLimit,
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
  },
});
