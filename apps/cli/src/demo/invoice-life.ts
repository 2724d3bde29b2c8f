import { addDays, formatMinor, latest, type CalendarDate, type MoneyJson } from '@usance/domain';
import type { SampleBuyer } from './buyers';
import type { Random } from './random';

/** A command of the sample and the day on which it happens. */
export interface SampleCommand {
  readonly on: CalendarDate;
  readonly command: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An invoice of the sample, before anything happens to it. */
export interface SampleInvoice {
  readonly invoiceId: string;
  readonly buyer: SampleBuyer;
  readonly minor: number;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

export const amountOf = (minor: number, currency: string): MoneyJson => ({
  amount: formatMinor(BigInt(minor), currency),
  currency,
});

/** Everything that happens to an invoice, in order: credited, disputed, paid (early, late, in parts, bounced), or given up. */
export const lifeOf = (invoice: SampleInvoice, random: Random): SampleCommand[] => {
  const { buyer, dueOn } = invoice;
  const steps = [issued(invoice)];
  if (buyer.stopsPaying && dueOn >= buyer.stopsPaying) return random.chance(0.25) ? [...steps, writtenOff(invoice)] : steps;
  let open = invoice.minor;
  if (random.chance(0.04)) {
    const credited = Math.floor(open * random.pick([0.05, 0.1, 0.25]));
    steps.push(creditNote(invoice, credited, addDays(invoice.issuedOn, random.between(2, 9))));
    open -= credited;
  }
  let paidOn = latest(addDays(dueOn, buyer.lateness + random.between(-6, 8)), steps.at(-1)!.on);
  if (random.chance(buyer.disputes)) {
    const raisedOn = latest(addDays(dueOn, random.between(-4, 6)), steps.at(-1)!.on);
    const resolvedOn = addDays(raisedOn, random.between(15, 50));
    const credited = random.chance(0.4) ? Math.floor(open * 0.2) : 0;
    steps.push(...dispute(invoice, raisedOn, resolvedOn, credited));
    open -= credited;
    paidOn = addDays(resolvedOn, random.between(1, 10));
  }
  return [...steps, ...payments(invoice, open, paidOn, random)];
};

const issued = ({ buyer: { buyerId, currency }, invoiceId, minor, issuedOn, dueOn }: SampleInvoice): SampleCommand => ({
  on: issuedOn,
  command: 'RecordInvoice',
  payload: { buyerId, invoiceId, amount: amountOf(minor, currency), issuedOn, dueOn },
});

const writtenOff = ({ buyer: { buyerId }, invoiceId, dueOn }: SampleInvoice): SampleCommand => {
  const on = addDays(dueOn, 150);
  return {
    on,
    command: 'WriteOffInvoice',
    payload: { buyerId, invoiceId, writtenOffOn: on, reason: 'the buyer has stopped paying' },
  };
};

const creditNote = (
  { buyer: { buyerId, currency }, invoiceId }: SampleInvoice,
  minor: number,
  on: CalendarDate,
): SampleCommand => ({
  on,
  command: 'IssueCreditNote',
  payload: {
    buyerId,
    creditNoteId: `CN-${invoiceId}`,
    amount: amountOf(minor, currency),
    issuedOn: on,
    invoiceId,
    reason: 'goods returned',
  },
});

const dispute = (
  { buyer: { buyerId, currency }, invoiceId }: SampleInvoice,
  raisedOn: CalendarDate,
  resolvedOn: CalendarDate,
  creditedMinor: number,
): SampleCommand[] => {
  const ids = { buyerId, invoiceId };
  const outcome =
    creditedMinor > 0 ? { outcome: 'partly_upheld', creditAmount: amountOf(creditedMinor, currency) } : { outcome: 'rejected' };
  return [
    { on: raisedOn, command: 'RaiseDispute', payload: { ...ids, raisedOn, reason: 'delivered short' } },
    { on: resolvedOn, command: 'ResolveDispute', payload: { ...ids, resolvedOn, ...outcome } },
  ];
};

/** Mostly one payment in full; some in two parts, of which the second may never come; some bounce and are made again. */
const payments = (invoice: SampleInvoice, minor: number, on: CalendarDate, random: Random): SampleCommand[] => {
  const pay = (part: string, amount: number, day: CalendarDate): SampleCommand =>
    payment(invoice, `P-${invoice.invoiceId}${part}`, amount, day);
  if (random.chance(0.07)) {
    const first = Math.floor(minor * random.pick([0.3, 0.5, 0.7]));
    const rest = pay('b', minor - first, addDays(on, random.between(20, 70)));
    return random.chance(0.8) ? [pay('a', first, on), rest] : [pay('a', first, on)];
  }
  if (random.chance(0.01)) {
    const bounced = addDays(on, 4);
    const reversal = {
      buyerId: invoice.buyer.buyerId,
      paymentId: `P-${invoice.invoiceId}`,
      reversedOn: bounced,
      reason: 'insufficient funds',
    };
    return [
      pay('', minor, on),
      { on: bounced, command: 'ReversePayment', payload: reversal },
      pay('r', minor, addDays(bounced, 20)),
    ];
  }
  return [pay('', minor, on)];
};

const payment = (
  { buyer: { buyerId, currency }, invoiceId }: SampleInvoice,
  paymentId: string,
  minor: number,
  on: CalendarDate,
): SampleCommand => {
  const amount = amountOf(minor, currency);
  return {
    on,
    command: 'RecordPayment',
    payload: { buyerId, paymentId, amount, paidOn: on, allocations: [{ invoiceId, amount }] },
  };
};
