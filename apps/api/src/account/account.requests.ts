import { account } from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { AllocatePaymentRequest, IssueCreditNoteRequest, RecordPaymentRequest, ReversePaymentRequest } from './cash.requests';
import {
  ClearFraudFlagRequest,
  FlagFraudRequest,
  HoldBuyerRequest,
  RecordSecurityRequest,
  ReleaseBuyerRequest,
  ReleaseSecurityRequest,
  RequireSecurityRequest,
} from './conditions.requests';
import { orderDecision, requestDecision } from './decisions';
import {
  CancelInvoiceRequest,
  InvoiceRequest,
  MarkOverdueRequest,
  RaiseDisputeRequest,
  ResolveDisputeRequest,
  WriteOffInvoiceRequest,
} from './invoice.requests';
import {
  DecideLimitRequest,
  GrantTemporaryLimitRequest,
  LimitChangeRequest,
  RequestLimitRequest,
} from './limit-request.requests';
import { GrantLimitRequest, IncreaseLimitRequest, ReduceLimitRequest, WithdrawLimitRequest } from './limit.requests';
import { EndOrderRequest, ReleaseOrderRequest, ShipOrderRequest, SubmitOrderRequest } from './order.requests';

export const accountRequests = requestsFor(account)({
  GrantLimit: [GrantLimitRequest, 'Gives the buyer a credit limit from a day on.'],
  IncreaseLimit: [IncreaseLimitRequest, 'Raises the limit from a day on.'],
  ReduceLimit: [ReduceLimitRequest, 'Lowers the limit from a day on; what is open stays, an excess shows.'],
  WithdrawLimit: [WithdrawLimitRequest, 'Ends the limit: no new credit from that day on.'],
  RequestLimit: [
    RequestLimitRequest,
    'Asks for a limit or a change of it; inside the credit policy it is decided at once.',
    requestDecision,
  ],
  DecideLimit: [DecideLimitRequest, 'Decides a request that was referred.'],
  GrantTemporaryLimit: [GrantTemporaryLimitRequest, 'Gives an amount on top of the limit, for a time.'],
  ApproveLimitChange: [LimitChangeRequest, 'Takes up the proposal of a limit rule: the limit changes from that day on.'],
  RejectLimitChange: [LimitChangeRequest, 'Turns the proposal of a limit rule down; the limit stays.'],
  HoldBuyer: [HoldBuyerRequest, 'Puts the buyer on hold: its orders are referred from that day on.'],
  ReleaseBuyer: [ReleaseBuyerRequest, 'Ends the hold on the buyer.'],
  FlagFraud: [FlagFraudRequest, 'Flags what looks like fraud: new business stops until it is cleared.'],
  ClearFraudFlag: [ClearFraudFlagRequest, 'Clears a fraud flag that was looked into.'],
  RequireSecurity: [RequireSecurityRequest, 'Says what the buyer has to secure, and by what; zero lifts it.'],
  RecordSecurity: [RecordSecurityRequest, 'Records a security that came in: what it secures needs no limit.'],
  ReleaseSecurity: [ReleaseSecurityRequest, 'Gives a security back, and checks the orders that it covered.'],
  SubmitOrder: [
    SubmitOrderRequest,
    'Asks whether an order may go ahead: approved, referred or declined, with all reasons.',
    orderDecision,
  ],
  ReleaseOrder: [ReleaseOrderRequest, 'Lets a held order through, beyond the limit if need be.'],
  DeclineOrder: [EndOrderRequest, 'Declines a held order.'],
  CancelOrder: [EndOrderRequest, 'Cancels what of an order is neither shipped nor invoiced.'],
  ShipOrder: [ShipOrderRequest, 'Records that goods of an order went out.'],
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
