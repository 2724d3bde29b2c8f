import type { AccountEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import {
  limitChangeProposed,
  limitChangeSuperseded,
  orderCancelled,
  orderSubmitted,
  passed,
  securityRecorded,
  securityReleased,
} from '../../../../test/spec/account';
import { inEffectOn } from './business-date';

const eur = (minor: bigint) => ({ minor, currency: 'EUR' });
const invoice = {
  type: 'InvoiceRecorded',
  data: { invoiceId: 'I1', amount: eur(100n), issuedOn: '2026-03-01', dueOn: '2026-03-31' },
} as const;
const recorded = (...events: readonly AccountEvent[]): RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    id: String(index),
    stream: 'account-acme.B1',
    category: 'account',
    seller: 'acme',
    entity: 'B1',
    revision: BigInt(index),
    position: BigInt(index),
    recordedAt: '2026-06-01T00:00:00.000Z',
    metadata: { commandId: 'c', inputHash: 'h', $correlationId: 'c', $causationId: 'c', seller: 'acme', appendedThrough: '0' },
  }));
const on = (day: string, ...events: readonly AccountEvent[]) => inEffectOn(recorded(...events), day).map(({ type }) => type);

const settled = (day: string) => ({ invoiceId: 'I1', amount: eur(100n), on: day });
const unapplied: AccountEvent = {
  type: 'PaymentRecorded',
  data: { paymentId: 'P1', amount: eur(100n), paidOn: '2026-03-10', allocations: [] },
};
const allocation = { paymentId: 'P1', allocatedOn: '2026-03-20' };

describe('what was in effect on a day', () => {
  const paid: AccountEvent = {
    type: 'PaymentRecorded',
    data: {
      paymentId: 'P1',
      amount: eur(100n),
      paidOn: '2026-03-10',
      allocations: [{ invoiceId: 'I1', amount: eur(100n), on: '2026-03-10' }],
    },
  };

  it('leaves out what came later', () => {
    expect(on('2026-02-28', invoice, paid)).toEqual([]);
    expect(on('2026-03-09', invoice, paid)).toEqual(['InvoiceRecorded']);
    expect(on('2026-03-10', invoice, paid)).toEqual(['InvoiceRecorded', 'PaymentRecorded']);
  });

  it('never tells of an invoice before its issue, nor of a payment before it came', () => {
    const disputed: AccountEvent = {
      type: 'DisputeRaised',
      data: { invoiceId: 'I1', amount: eur(1n), raisedOn: '2026-02-01', reason: 'r' },
    };
    const bounced: AccountEvent = {
      type: 'PaymentReversed',
      data: { paymentId: 'P1', amount: eur(100n), reversedOn: '2026-03-02', on: '2026-03-02', reason: 'r', allocations: [] },
    };
    expect(on('2026-02-15', invoice, disputed)).toEqual([]);
    expect(on('2026-03-01', invoice, disputed)).toEqual(['InvoiceRecorded', 'DisputeRaised']);
    expect(on('2026-03-05', invoice, paid, bounced)).toEqual(['InvoiceRecorded']);
  });

  it('opens no invoice again before the payment had settled it', () => {
    const late: AccountEvent = { type: 'PaymentAllocated', data: { ...allocation, allocations: [settled('2026-03-20')] } };
    const bounced: AccountEvent = {
      type: 'PaymentReversed',
      data: {
        paymentId: 'P1',
        amount: eur(100n),
        reversedOn: '2026-03-15',
        on: '2026-03-15',
        reason: 'r',
        allocations: [settled('2026-03-20')],
      },
    };
    expect(on('2026-03-19', invoice, unapplied, late, bounced)).toEqual(['InvoiceRecorded', 'PaymentRecorded']);
    expect(on('2026-03-20', invoice, unapplied, late, bounced)).toHaveLength(4);
  });

  it('never tells of what concerns an order, be it its invoice, before the order', () => {
    const billed: AccountEvent = {
      type: 'InvoiceIssued',
      data: { ...invoice.data, orderId: 'O1', fromOrder: eur(100n) },
    };
    const events = [
      orderSubmitted('O1', '1.00', passed('9.00'), { orderedOn: '2026-03-10' }),
      orderCancelled('O1', '1.00'),
      billed,
    ];
    expect(on('2026-03-09', ...events)).toEqual([]);
    expect(on('2026-03-10', ...events)).toEqual(['OrderSubmitted', 'OrderCancelled', 'InvoiceIssued']);
  });

  it('tells of a security from the day on which it is valid, and of its release no sooner', () => {
    const events = [securityRecorded('S1', '1.00', { validFrom: '2026-03-10' }), securityReleased('S1', '2026-03-01')];
    expect(on('2026-03-09', ...events)).toEqual([]);
    expect(on('2026-03-10', ...events)).toEqual(['SecurityRecorded', 'SecurityReleased']);
  });

  it('makes a proposal meaningless on the day of the run that did', () => {
    const proposed = limitChangeProposed('1.00', '2.00', '2026-02-01');
    const events = [proposed, limitChangeSuperseded('R1:2026-02-01', 'R1:2026-03-01')];
    expect(on('2026-02-28', ...events)).toEqual(['LimitChangeProposed']);
    expect(on('2026-03-01', ...events)).toEqual(['LimitChangeProposed', 'LimitChangeSuperseded']);
  });
});
