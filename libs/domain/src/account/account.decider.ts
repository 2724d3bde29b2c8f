import { decider } from '../shared';
import { evolve, newAccount, type Account, type AccountFacts } from './account';
import type { AccountEvent } from './account.events';
import { issueInvoice } from './items/issue-invoice';

/** The debtor account's context: stream `account-<seller>.<buyerId>`. The only list of its commands. */
export const account = decider<Account, AccountEvent, AccountFacts>()({
  category: 'account',
  stateVersion: 1,
  id: 'buyerId',
  initial: newAccount,
  evolve,
  commands: {
    IssueInvoice: issueInvoice,
  },
});
