/**
 * Every refusal that a command can meet: its stable code and, in one sentence, what it means and what to do about it.
 * The generated catalogue and the `detail` of problem answers come from here.
 */
export const REFUSALS = {
  ALLOCATION_EXCEEDS_OPEN: 'The amount is more than is open on the invoice. Allocate, credit or write off at most what is open.',
  ALLOCATION_EXCEEDS_PAYMENT: 'The allocations add up to more than is left of the payment.',
  ALREADY_DISPUTED: 'The invoice is in dispute already. Resolve that dispute first.',
  AMOUNT_NOT_HIGHER: 'An increase must be above the limit in force. Use ReduceLimit to lower it.',
  AMOUNT_NOT_LOWER: 'A reduction must be below the limit in force. Use IncreaseLimit to raise it.',
  BUYER_EXISTS: 'A buyer with this id is registered already.',
  BUYER_UNKNOWN: 'No buyer with this id is registered. Register the buyer first.',
  CLAIM_EXISTS: 'A claim with this id is filed already.',
  CREDIT_NOTE_EXISTS: 'A credit note with this id is on the account already.',
  CURRENCY_MISMATCH: 'The account, or the policy, is kept in another currency.',
  DAY_IN_THE_FUTURE: 'The day lies beyond the business day. Send the business day or an earlier one.',
  DAY_IN_THE_PAST: 'The business day moves forward only.',
  DAY_RUNS_BY_CLOCK: 'The business day follows the clock; set USANCE_BUSINESS_DAY to move it by hand.',
  DAY_TOO_FAR: 'The business day moves at most 3,660 days at a time.',
  DUE_BEFORE_ISSUE: 'An invoice cannot fall due before it is issued.',
  IDEMPOTENCY_KEY_REUSED: 'The key was used for another command or another input. Use a new key for a new command.',
  INSOLVENCY_BEFORE_SHIPMENT:
    'The buyer was insolvent before the goods were shipped (else invoiced), so that is not what the loss comes from. Correct insolvencyOn, or leave the invoice out.',
  INVOICE_DISPUTED: 'The invoice is in dispute; a disputed invoice cannot be claimed until the dispute is resolved.',
  INVOICE_EXISTS: 'An invoice with this id is on the account already.',
  INVOICE_NOT_OPEN: 'Nothing is open on the invoice, or something has been allocated or credited to it that forbids this.',
  INVOICE_NOT_OVERDUE: 'The invoice is not past due; protracted default needs an overdue invoice.',
  INVOICE_UNKNOWN: 'No invoice with this id is on the account.',
  LIMIT_EXCEEDED: 'The invoice does not fit into the credit that is available.',
  LIMIT_EXPIRED: 'The credit limit had ended on that day.',
  LIMIT_NOT_YET_VALID: 'The credit limit was not yet valid on that day.',
  LIMIT_WITHDRAWN: 'The credit limit had been withdrawn on that day.',
  NOT_DISPUTED: 'The invoice is not in dispute.',
  NOT_DUE: 'The invoice is not past its due date on that day, or not yet on the business day; the due day itself is not overdue.',
  NO_LIMIT: 'The buyer has no credit limit. Grant one first.',
  PAYMENT_EXISTS: 'A payment with this id is on the account already.',
  PAYMENT_REVERSED: 'The payment has been reversed.',
  PAYMENT_UNKNOWN: 'No payment with this id is on the account.',
  POLICY_EXISTS: 'A policy with this id is bound already.',
  POLICY_NOT_IN_FORCE: 'The policy was not in force on the day that the goods were shipped (else invoiced).',
  POLICY_UNKNOWN: 'No policy with this id is bound.',
  TERMS_TOO_LONG: 'The days from issue to due date exceed the longest terms that the limit allows.',
  WAITING_PERIOD_RUNNING: "The policy's waiting period has not passed for every invoice.",
} as const;

/** A stable refusal code, as answered in `code` of a 422 problem. */
export type RefusalCode = keyof typeof REFUSALS;
