import type { AllocatePayment, IssueCreditNote, MoneyJson, RecordPayment, ReversePayment, Wire } from '@usance/domain';
import { Amount, Day, Id, Items, Text } from '../http/fields';

const MOST_ALLOCATIONS = 1000;

/** A part of a payment for an invoice. */
export class AllocationRequest {
  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Amount()
  amount!: MoneyJson;
}

export class IssueCreditNoteRequest implements Wire<IssueCreditNote> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'CN-1' })
  creditNoteId!: string;

  @Amount()
  amount!: MoneyJson;

  @Day()
  issuedOn!: string;

  @Id({ optional: true, example: 'INV-1001' })
  invoiceId?: string;

  @Text({ example: 'Rebate' })
  reason!: string;
}

export class RecordPaymentRequest implements Wire<RecordPayment> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PAY-1', means: "Unique within the buyer's account." })
  paymentId!: string;

  @Amount()
  amount!: MoneyJson;

  @Day()
  paidOn!: string;

  @Text({ optional: true })
  reference?: string;

  @Items(AllocationRequest, MOST_ALLOCATIONS, {
    optional: true,
    means: 'When absent: oldest due first. When empty: nothing is allocated.',
  })
  allocations?: AllocationRequest[];
}

export class AllocatePaymentRequest implements Wire<AllocatePayment> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PAY-1' })
  paymentId!: string;

  @Day()
  allocatedOn!: string;

  @Items(AllocationRequest, MOST_ALLOCATIONS)
  allocations!: AllocationRequest[];
}

export class ReversePaymentRequest implements Wire<ReversePayment> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'PAY-1' })
  paymentId!: string;

  @Day()
  reversedOn!: string;

  @Text({ example: 'Direct debit returned' })
  reason!: string;
}
