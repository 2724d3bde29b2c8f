import { account, type AllocationRequest, type CalendarDate, type DisputeOutcome, type InvoiceDetails } from '@usance/domain';
import { amount, type Asked } from '../given-when-then';
import { invoice, PAID } from './events';

type Commands = typeof account.commands;
/** What a command of the account asks. */
export type Payload<Name extends keyof Commands> = Parameters<Commands[Name]>[1];

/** The buyer whose account it is. */
export const BUYER = 'B7';

/** A command on the account of B7. */
export const asked = <Name extends keyof Commands>(name: Name, payload: Omit<Payload<Name>, 'buyerId'>): Asked => ({
  name,
  payload: { buyerId: BUYER, ...payload },
});

/** A part for an invoice, as a command asks for it. */
export const part = (invoiceId: string, sum: string): AllocationRequest => ({ invoiceId, amount: amount(sum) });

export const grantLimit = (sum: string, details: Partial<Payload<'GrantLimit'>> = {}): Asked =>
  asked('GrantLimit', { amount: amount(sum), validFrom: '2026-01-01', ...details });

export const increaseLimit = (sum: string, effectiveFrom: CalendarDate, details: Partial<Payload<'IncreaseLimit'>> = {}): Asked =>
  asked('IncreaseLimit', { amount: amount(sum), effectiveFrom, reason: 'review', ...details });

export const reduceLimit = (sum: string, effectiveFrom: CalendarDate): Asked =>
  asked('ReduceLimit', { amount: amount(sum), effectiveFrom, reason: 'review' });

export const withdrawLimit = (effectiveFrom: CalendarDate): Asked =>
  asked('WithdrawLimit', { effectiveFrom, reason: 'payment behaviour' });

export const issueInvoice = (invoiceId: string, sum: string, details: Partial<InvoiceDetails> = {}): Asked =>
  asked('IssueInvoice', { ...invoice(invoiceId, sum), ...details });

export const recordInvoice = (invoiceId: string, sum: string, details: Partial<InvoiceDetails> = {}): Asked =>
  asked('RecordInvoice', { ...invoice(invoiceId, sum), ...details });

export const cancelInvoice = (invoiceId: string, cancelledOn: CalendarDate = PAID): Asked =>
  asked('CancelInvoice', { invoiceId, cancelledOn, reason: 'order withdrawn' });

export const issueCreditNote = (creditNoteId: string, sum: string, details: Partial<Payload<'IssueCreditNote'>> = {}): Asked =>
  asked('IssueCreditNote', { creditNoteId, amount: amount(sum), issuedOn: PAID, reason: 'rebate', ...details });

export const recordPayment = (paymentId: string, sum: string, details: Partial<Payload<'RecordPayment'>> = {}): Asked =>
  asked('RecordPayment', { paymentId, amount: amount(sum), paidOn: PAID, ...details });

export const allocatePayment = (
  paymentId: string,
  allocatedOn: CalendarDate,
  ...allocations: readonly AllocationRequest[]
): Asked => asked('AllocatePayment', { paymentId, allocatedOn, allocations });

export const reversePayment = (paymentId: string, reversedOn: CalendarDate = '2026-02-20'): Asked =>
  asked('ReversePayment', { paymentId, reversedOn, reason: 'returned debit' });

export const raiseDispute = (invoiceId: string, sum?: string): Asked =>
  asked('RaiseDispute', { invoiceId, raisedOn: '2026-01-20', reason: 'goods damaged', ...(sum && { amount: amount(sum) }) });

export const resolveDispute = (
  invoiceId: string,
  outcome: DisputeOutcome,
  credit?: string,
  resolvedOn: CalendarDate = '2026-03-01',
): Asked => asked('ResolveDispute', { invoiceId, resolvedOn, outcome, ...(credit && { creditAmount: amount(credit) }) });

export const markOverdue = (invoiceId: string, today: CalendarDate): Asked => asked('MarkOverdue', { invoiceId, today });

export const writeOffInvoice = (invoiceId: string, sum?: string, writtenOffOn: CalendarDate = '2026-06-30'): Asked =>
  asked('WriteOffInvoice', { invoiceId, writtenOffOn, reason: 'uncollectible', ...(sum && { amount: amount(sum) }) });
