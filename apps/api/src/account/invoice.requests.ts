import type {
  CancelInvoice,
  IssueInvoice,
  MarkOverdue,
  MoneyJson,
  RaiseDispute,
  ResolveDispute,
  Wire,
  WriteOffInvoice,
} from '@usance/domain';
import { all, neededWhen, unwantedWhen } from '../http/agreement';
import { Amount, Day, Flag, Id, OneOf, Text } from '../http/fields';

/** An invoice: asked for as credit (IssueInvoice), or stated as a fact (RecordInvoice). */
export class InvoiceRequest implements Wire<IssueInvoice> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001', means: "Unique within the buyer's account." })
  invoiceId!: string;

  @Amount()
  amount!: MoneyJson;

  @Day({ example: '2026-03-01' })
  issuedOn!: string;

  @Day({ example: '2026-03-31' })
  dueOn!: string;

  @Day({ optional: true, example: '2026-02-27', means: 'The day the goods shipped; the limit of that day governs.' })
  shippedOn?: string;

  @Text({ optional: true, example: 'PO 4711' })
  reference?: string;

  @Id({ optional: true, example: 'PO-4711', means: 'The order that it bills: it takes over what is left of it.' })
  orderId?: string;

  @Flag<InvoiceRequest>({
    optional: true,
    means: 'Nothing more of the order will be billed: what is left of it is free. Only with an orderId.',
    agrees: unwantedWhen('finalForOrder', ({ orderId }) => orderId === undefined, 'It bills no order. Leave it out.'),
  })
  finalForOrder?: boolean;
}

export class CancelInvoiceRequest implements Wire<CancelInvoice> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Day()
  cancelledOn!: string;

  @Text({ example: 'Order withdrawn' })
  reason!: string;
}

export class RaiseDisputeRequest implements Wire<RaiseDispute> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Day()
  raisedOn!: string;

  @Text({ example: 'Goods damaged' })
  reason!: string;

  @Amount({ optional: true, means: 'All that is open when absent.' })
  amount?: MoneyJson;
}

export class ResolveDisputeRequest implements Wire<ResolveDispute> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Day()
  resolvedOn!: string;

  @OneOf(['upheld', 'rejected', 'partly_upheld'])
  outcome!: 'upheld' | 'rejected' | 'partly_upheld';

  @Amount<ResolveDisputeRequest>({
    optional: true,
    means: 'What is credited. Needed for partly_upheld, not allowed for rejected; for upheld all that is disputed when absent.',
    agrees: all<ResolveDisputeRequest>(
      neededWhen(
        'creditAmount',
        ({ outcome }) => outcome === 'partly_upheld',
        'A partly upheld dispute needs the amount that is credited.',
      ),
      unwantedWhen('creditAmount', ({ outcome }) => outcome === 'rejected', 'A rejected dispute credits nothing. Leave it out.'),
    ),
  })
  creditAmount?: MoneyJson;
}

export class MarkOverdueRequest implements Wire<MarkOverdue> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Day({ means: 'The day on which it is looked at: the business day, or an earlier one.' })
  today!: string;
}

export class WriteOffInvoiceRequest implements Wire<WriteOffInvoice> {
  @Id({ example: 'B7' })
  buyerId!: string;

  @Id({ example: 'INV-1001' })
  invoiceId!: string;

  @Day()
  writtenOffOn!: string;

  @Text({ example: 'Uncollectible' })
  reason!: string;

  @Amount({ optional: true, means: 'All that is open when absent.' })
  amount?: MoneyJson;
}
