import { levelsAfter, unknownEvent, type LevelStates, type ThresholdsMoved } from '../shared';
import type { Account } from './account';
import type { AccountEvent } from './account.events';
import { evolveCreditLine } from './credit/credit-line';
import type { AccountMetric } from './credit/thresholds.events';
import { evolveLedger } from './items/ledger';
import { evolveOrders } from './orders/order-book';

/** Folds one event into the account: what it says, and where it left the thresholds. */
export const evolve = (account: Account, event: AccountEvent): Account => {
  const known = account.known ? account : { ...account, known: true };
  const next = told(known, event);
  const { thresholds } = event.data;
  return thresholds ? withLevels(next, thresholds) : next;
};

const told = (account: Account, event: AccountEvent): Account => {
  switch (event.type) {
    case 'LimitGranted':
    case 'LimitIncreased':
    case 'LimitReduced':
    case 'LimitWithdrawn':
    case 'LimitExpired':
    case 'LimitRequested':
    case 'LimitDecided':
    case 'TemporaryLimitGranted':
    case 'TemporaryLimitEnded':
    case 'BuyerHeld':
    case 'BuyerReleased':
    case 'FraudFlagged':
    case 'FraudFlagCleared':
    case 'SecurityRequired':
    case 'SecurityRecorded':
    case 'SecurityReleased':
    case 'SecurityExpired':
    case 'LimitChangeProposed':
    case 'LimitChangeSuperseded':
    case 'LimitChangeApproved':
    case 'LimitChangeRejected':
      return evolveCreditLine(account, event);
    case 'OrderSubmitted':
    case 'OrderChecked':
    case 'OrderReleased':
    case 'OrderDeclined':
    case 'OrderCancelled':
    case 'OrderShipped':
      return evolveOrders(account, event);
    case 'InvoiceIssued':
    case 'InvoiceRecorded':
    case 'InvoiceCancelled':
    case 'CreditNoteIssued':
    case 'PaymentRecorded':
    case 'PaymentAllocated':
    case 'PaymentReversed':
    case 'DisputeRaised':
    case 'DisputeResolved':
    case 'InvoiceFellOverdue':
    case 'InvoiceWrittenOff':
      return evolveLedger(account, event);
    case 'ThresholdsAssessed':
      return account;
    default:
      return unknownEvent(event);
  }
};

const withLevels = (account: Account, thresholds: ThresholdsMoved<AccountMetric>): Account => {
  const { crossed = [], rearmed = [] } = thresholds;
  const metrics = new Set([...crossed, ...rearmed].map(({ metric }) => metric));
  if (metrics.size === 0) return account;
  const levels: { -readonly [Metric in AccountMetric]?: LevelStates } = { ...account.levels };
  for (const metric of metrics) levels[metric] = levelsAfter(levels[metric] ?? {}, metric, thresholds);
  return { ...account, levels };
};
