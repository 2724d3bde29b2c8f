import fc from 'fast-check';
import type { CalendarDate, InvoiceDetails } from '@usance/domain';
import type { Asked } from '../given-when-then';

/** What may come of an invoice that is open again. */
const AGAIN = [
  'RecordPayment',
  'AllocatePayment',
  'IssueCreditNote',
  'CancelInvoice',
  'RaiseDispute',
  'ResolveDispute',
  'WriteOffInvoice',
] as const;

interface Kinds {
  readonly invoice: fc.Arbitrary<InvoiceDetails>;
  readonly paymentId: fc.Arbitrary<string>;
  readonly day: fc.Arbitrary<CalendarDate>;
  readonly anyOf: (...names: readonly (typeof AGAIN)[number][]) => fc.Arbitrary<Asked>;
}

/**
 * An invoice is paid in full, the payment bounces, and the invoice is dealt with again. The days fall as they like, so much of it
 * is recorded late and dated back to when the invoice was still paid: single random commands hardly ever meet like this.
 */
export const bounces = ({ invoice, paymentId, day, anyOf }: Kinds): fc.Arbitrary<Asked[]> =>
  fc
    .tuple(fc.tuple(invoice, paymentId), fc.tuple(day, day), fc.array(anyOf(...AGAIN), { minLength: 1, maxLength: 3 }))
    .map(([[bill, payment], [paidOn, reversedOn], again]) => {
      const { invoiceId, amount } = bill;
      const paid = { paymentId: payment, amount, paidOn, allocations: [{ invoiceId, amount }] };
      return [
        { name: 'RecordInvoice', payload: bill },
        { name: 'RecordPayment', payload: paid },
        { name: 'ReversePayment', payload: { paymentId: payment, reversedOn, reason: 'returned debit' } },
        ...again.map(({ name, payload }) => ({ name, payload: 'invoiceId' in payload ? { ...payload, invoiceId } : payload })),
      ];
    });
