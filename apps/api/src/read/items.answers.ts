import type { InvoiceAnswer, InvoiceRow, InvoicesAnswer, InvoiceStatus, PaymentAnswer } from '@usance/projections';
import { shown } from '../http/shown';

export const INVOICE_STATUSES = ['open', 'overdue', 'paid', 'cancelled', 'written_off', 'disputed'] as const;

/** How the one status of an invoice is told. */
export const STATUS_MEANS =
  'One of an invoice: cancelled, written_off or paid when nothing is open; else disputed while a dispute stands; else overdue; else ' +
  'open. What is overdue and disputed is disputed here, and its overdueSince says since when it is overdue.';

const MOVEMENTS = ['opened', 'payment', 'creditNote', 'dispute', 'writeOff', 'cancellation', 'reversal', 'allocation'] as const;

class Invoice implements InvoiceRow {
  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.text({ example: 'INV-1001' })
  invoiceId!: string;

  @shown.currency()
  currency!: string;

  @shown.amount()
  amount!: string;

  @shown.amount()
  open!: string;

  @shown.amount()
  disputed!: string;

  @shown.word(INVOICE_STATUSES, { means: STATUS_MEANS })
  status!: InvoiceStatus;

  @shown.day()
  issuedOn!: string;

  @shown.day()
  dueOn!: string;

  @shown.day({ optional: true })
  shippedOn?: string;

  @shown.text({ optional: true })
  reference?: string;

  @shown.day({ optional: true, means: 'When it was marked overdue; it stays when the invoice is disputed or settled.' })
  overdueSince?: string;
}

class Movement {
  @shown.day({ means: 'The day from which it counts.' })
  on!: string;

  @shown.instant()
  recordedAt!: string;

  @shown.amount({ means: 'Added to what is open; negative when it settles.' })
  amount!: string;

  @shown.word(MOVEMENTS)
  kind!: (typeof MOVEMENTS)[number];

  @shown.text({ optional: true, means: 'The payment, credit note or invoice at the other end.' })
  ref?: string;
}

class Dispute {
  @shown.day()
  raisedOn!: string;

  @shown.amount()
  amount!: string;

  @shown.text()
  reason!: string;

  @shown.day({ optional: true })
  resolvedOn?: string;

  @shown.text({ optional: true })
  outcome?: string;
}

export class OneInvoice extends Invoice implements InvoiceAnswer {
  @shown.position()
  position!: string;

  @shown.list(Movement, { means: 'What changed the open amount, in the order of recording.' })
  movements!: Movement[];

  @shown.list(Dispute)
  disputes!: Dispute[];
}

export class InvoiceTable implements InvoicesAnswer {
  @shown.position()
  position!: string;

  @shown.list(Invoice)
  rows!: Invoice[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Allocated {
  @shown.text({ example: 'INV-1001' })
  invoiceId!: string;

  @shown.amount()
  amount!: string;

  @shown.day({ means: 'The day from which it counts.' })
  on!: string;
}

export class OnePayment implements PaymentAnswer {
  @shown.position()
  position!: string;

  @shown.text({ example: 'B7' })
  buyer!: string;

  @shown.text({ example: 'PAY-1' })
  paymentId!: string;

  @shown.currency()
  currency!: string;

  @shown.amount()
  amount!: string;

  @shown.amount()
  allocated!: string;

  @shown.amount()
  unapplied!: string;

  @shown.day()
  paidOn!: string;

  @shown.text({ optional: true })
  reference?: string;

  @shown.day({ optional: true })
  reversedOn?: string;

  @shown.list(Allocated)
  allocations!: Allocated[];
}
