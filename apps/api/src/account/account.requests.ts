import { account } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { AllocatePaymentRequest, IssueCreditNoteRequest, RecordPaymentRequest, ReversePaymentRequest } from './cash.requests';
import {
  CancelInvoiceRequest,
  InvoiceRequest,
  MarkOverdueRequest,
  RaiseDisputeRequest,
  ResolveDisputeRequest,
  WriteOffInvoiceRequest,
} from './invoice.requests';
import { ChangeLimitRequest, GrantLimitRequest, WithdrawLimitRequest } from './limit.requests';

export const accountRequests = requestsFor(account)({
  GrantLimit: [GrantLimitRequest, 'Gives the buyer a credit limit from a day on.'],
  IncreaseLimit: [ChangeLimitRequest, 'Raises the limit from a day on.'],
  ReduceLimit: [ChangeLimitRequest, 'Lowers the limit from a day on; what is open stays, an excess shows.'],
  WithdrawLimit: [WithdrawLimitRequest, 'Ends the limit: no new credit from that day on.'],
  IssueInvoice: [InvoiceRequest, 'Asks for credit and puts an invoice on the account; refused when it does not fit.'],
  RecordInvoice: [InvoiceRequest, 'States that an invoice is already out; never refused for credit.'],
  CancelInvoice: [CancelInvoiceRequest, 'Takes back an invoice that nothing was allocated or credited to.'],
  IssueCreditNote: [IssueCreditNoteRequest, 'Credits the buyer, on an invoice or on account.'],
  RecordPayment: [RecordPaymentRequest, 'Records money that came in, and what it pays.'],
  AllocatePayment: [AllocatePaymentRequest, 'Settles invoices with the unapplied cash of a payment.'],
  ReversePayment: [ReversePaymentRequest, 'Undoes a payment that bounced, with its allocations.'],
  RaiseDispute: [RaiseDisputeRequest, 'Notes that the buyer contests an invoice, or a part of it.'],
  ResolveDispute: [ResolveDisputeRequest, 'Ends a dispute: upheld, rejected or partly upheld.'],
  MarkOverdue: [MarkOverdueRequest, 'Marks an open invoice whose due date has passed, once.'],
  WriteOffInvoice: [WriteOffInvoiceRequest, 'Gives up hope of a part, or all, of what is open.'],
});
