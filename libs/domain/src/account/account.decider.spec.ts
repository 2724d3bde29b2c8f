import {
  allocatePayment,
  approveLimitChange,
  cancelInvoice,
  cancelOrder,
  clearFraudFlag,
  decideLimit,
  declineOrder,
  flagFraud,
  given,
  grantLimit,
  grantTemporaryLimit,
  holdBuyer,
  increaseLimit,
  invoiceIssued,
  invoiceRecorded,
  issueCreditNote,
  issueInvoice,
  limitGranted,
  markOverdue,
  orderDeclined,
  raiseDispute,
  recordInvoice,
  recordPayment,
  recordSecurity,
  reduceLimit,
  rejectLimitChange,
  releaseBuyer,
  releaseOrder,
  releaseSecurity,
  requestLimit,
  requireSecurity,
  resolveDispute,
  reversePayment,
  shipOrder,
  submitOrder,
  withdrawLimit,
  writeOffInvoice,
} from '../../../../test/spec/account';
import type { Asked } from '../../../../test/spec/given-when-then';
import { newAccount } from './account';
import { account } from './account.decider';
import { evolve } from './evolve';

const ONE_OF_EACH: Readonly<Record<keyof typeof account.commands, Asked>> = {
  GrantLimit: grantLimit('1.00'),
  IncreaseLimit: increaseLimit('1.00', '2026-01-01'),
  ReduceLimit: reduceLimit('1.00', '2026-01-01'),
  WithdrawLimit: withdrawLimit('2026-01-01'),
  RequestLimit: requestLimit('R1', '1.00'),
  DecideLimit: decideLimit('R1', 'approved'),
  GrantTemporaryLimit: grantTemporaryLimit('1.00'),
  ApproveLimitChange: approveLimitChange('R1:2026-01-01'),
  RejectLimitChange: rejectLimitChange('R1:2026-01-01'),
  HoldBuyer: holdBuyer(),
  ReleaseBuyer: releaseBuyer('2026-01-01'),
  FlagFraud: flagFraud('F1'),
  ClearFraudFlag: clearFraudFlag('F1', '2026-01-01'),
  RequireSecurity: requireSecurity('1.00'),
  RecordSecurity: recordSecurity('S1', '1.00'),
  ReleaseSecurity: releaseSecurity('S1', '2026-01-01'),
  SubmitOrder: submitOrder('O1', '1.00'),
  ReleaseOrder: releaseOrder('O1'),
  DeclineOrder: declineOrder('O1'),
  CancelOrder: cancelOrder('O1'),
  ShipOrder: shipOrder('O1', 'D1', '1.00'),
  IssueInvoice: issueInvoice('I1', '1.00'),
  RecordInvoice: recordInvoice('I1', '1.00'),
  CancelInvoice: cancelInvoice('I1'),
  IssueCreditNote: issueCreditNote('C1', '1.00'),
  RecordPayment: recordPayment('P1', '1.00'),
  AllocatePayment: allocatePayment('P1', '2026-01-01'),
  ReversePayment: reversePayment('P1'),
  RaiseDispute: raiseDispute('I1'),
  ResolveDispute: resolveDispute('I1', 'upheld'),
  MarkOverdue: markOverdue('I1', '2026-03-01'),
  WriteOffInvoice: writeOffInvoice('I1'),
};

describe('an account', () => {
  it.each(Object.values(ONE_OF_EACH))('needs a registered buyer for its first command, $name', (command) =>
    given().knowing({ buyerRegistered: false }).when(command).refused('BUYER_UNKNOWN', { buyerId: 'B7' }),
  );

  it('asks no more for the buyer once anything is on it', () =>
    given(limitGranted('1000.00'))
      .knowing({ buyerRegistered: false })
      .when(issueInvoice('I1', '1.00'))
      .then(invoiceIssued('I1', '1.00')));

  it('takes the currency of its first amount', () =>
    given(invoiceRecorded('I1', '100 JPY'))
      .when(grantLimit('1000.00'))
      .refused('CURRENCY_MISMATCH', { expected: 'JPY', given: 'EUR' }));

  it('keeps settled invoices apart from open ones, and forgets none', () => {
    const { open, settled } = given(invoiceIssued('I1', '100.00'), invoiceIssued('I2', '100.00'), {
      type: 'InvoiceWrittenOff',
      data: {
        invoiceId: 'I1',
        amount: { minor: 10000n, currency: 'EUR' },
        writtenOffOn: '2026-06-30',
        on: '2026-06-30',
        reason: 'lost',
      },
    }).state;
    expect([[...open.keys()], [...settled.keys()]]).toEqual([['I2'], ['I1']]);
  });

  // A stream that does not make sense is never folded into a figure that looks as if it did.
  it('refuses to be built from events of things that it does not have', () => {
    const on = { on: '2026-01-01', reason: 'x' };
    expect(() =>
      evolve(newAccount, {
        type: 'InvoiceFellOverdue',
        data: { invoiceId: 'I9', dueOn: '2026-01-01', today: '2026-01-02', open: { minor: 1n, currency: 'EUR' } },
      }),
    ).toThrow('I9');
    expect(() =>
      evolve(newAccount, {
        type: 'PaymentReversed',
        data: { ...on, paymentId: 'P9', amount: { minor: 1n, currency: 'EUR' }, reversedOn: '2026-01-01', allocations: [] },
      }),
    ).toThrow('P9');
    expect(() => evolve(newAccount, orderDeclined('O9'))).toThrow('O9');
  });
});
