import type { AccountEvent } from '@usance/domain';
import {
  allocated,
  creditNoteIssued,
  disputeRaised,
  disputeResolved,
  DUE,
  invoiceCancelled,
  invoiceFellOverdue,
  invoiceIssued,
  invoiceRecorded,
  invoiceWrittenOff,
  ISSUED,
  PAID,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
} from '../../../../test/spec/account';
import { documentOf, folded, instant, recorded } from '../../../../test/spec/projections';
import { FOREVER, NEVER } from './open-item';
import { openItems } from './open-items.projection';

const item = (kindAndId: string, ...events: AccountEvent[]) => documentOf(openItems, `acme|B1|${kindAndId}`, recorded(events));
const invoice = (...events: AccountEvent[]) => item('invoice|I1', ...events);

const issued = invoiceIssued('I1', '400.00');
const paid = paymentRecorded('P1', '400.00', [allocated('I1', '400.00')]);

describe('an invoice on the ledger', () => {
  it('is open from its issue', () =>
    expect(invoice(invoiceIssued('I1', '400.00', { reference: 'PO 7' }))).toEqual({
      _id: 'acme|B1|invoice|I1',
      position: 10n,
      seller: 'acme',
      buyer: 'B1',
      kind: 'invoice',
      itemId: 'I1',
      currency: 'EUR',
      amountMinor: 40_000n,
      openMinor: 40_000n,
      issuedOn: ISSUED,
      dueOn: DUE,
      reference: 'PO 7',
      until: FOREVER,
      lastMovedOn: ISSUED,
      recordedAt: instant(0),
      lastRecordedAt: instant(0),
      movements: [{ on: ISSUED, recordedAt: instant(0), minor: 40_000n, kind: 'opened' }],
      disputes: [],
      status: 'open',
    }));

  it('is the same when it was only recorded', () =>
    expect(invoice(invoiceRecorded('I1', '400.00'))).toMatchObject({ openMinor: 40_000n, status: 'open' }));

  it('keeps what is left after a part payment', () =>
    expect(invoice(issued, paymentRecorded('P1', '150.00', [allocated('I1', '150.00')]))).toMatchObject({
      openMinor: 25_000n,
      until: FOREVER,
      lastMovedOn: PAID,
      lastRecordedAt: instant(1),
      status: 'open',
    }));

  it('has nothing open from the day it is paid in full', () =>
    expect(invoice(issued, paid)).toMatchObject({ openMinor: 0n, until: PAID, status: 'paid' }));

  it('is closed on the latest day that counts, whatever was recorded last', () =>
    expect(
      invoice(
        issued,
        paymentRecorded('P1', '100.00', [allocated('I1', '100.00', '2026-03-10')], '2026-03-10'),
        paymentRecorded('P2', '300.00', [allocated('I1', '300.00', '2026-02-20')], '2026-02-20'),
      ),
    ).toMatchObject({ until: '2026-03-10', lastMovedOn: '2026-03-10' }));

  it('takes two parts of one payment', () =>
    expect(
      invoice(issued, paymentRecorded('P1', '30.00', [allocated('I1', '10.00'), allocated('I1', '20.00')])).movements,
    ).toHaveLength(3));

  it('comes back when the payment bounces, and what was before the day stays', () => {
    const bounced = paymentReversed('P1', '400.00', { allocations: [allocated('I1', '400.00', '2026-02-20')] });
    const { movements, ...rest } = invoice(issued, paid, bounced);
    expect(rest).toMatchObject({ openMinor: 40_000n, until: FOREVER, status: 'open' });
    expect(movements.map(({ on, minor, kind, ref }) => [on, minor, kind, ref])).toEqual([
      [ISSUED, 40_000n, 'opened', undefined],
      [PAID, -40_000n, 'payment', 'P1'],
      ['2026-02-20', 40_000n, 'reversal', 'P1'],
    ]);
  });

  it('takes cash that was unapplied', () =>
    expect(
      invoice(
        issued,
        paymentRecorded('P1', '400.00'),
        paymentAllocated('P1', '2026-02-18', allocated('I1', '400.00', '2026-02-18')),
      ),
    ).toMatchObject({ openMinor: 0n, until: '2026-02-18' }));

  it('takes a credit note', () =>
    expect(invoice(issued, creditNoteIssued('C1', '50.00', { allocations: [allocated('I1', '50.00')] }))).toMatchObject({
      openMinor: 35_000n,
      movements: [{ kind: 'opened' }, { kind: 'creditNote', ref: 'C1', minor: -5_000n }],
    }));

  it.each<[string, AccountEvent[]]>([
    ['open', []],
    ['overdue', [invoiceFellOverdue('I1', '400.00')]],
    ['disputed', [invoiceFellOverdue('I1', '400.00'), disputeRaised('I1', '100.00')]],
    ['overdue', [invoiceFellOverdue('I1', '400.00'), disputeRaised('I1', '100.00'), disputeResolved('I1', 'rejected', '0.00')]],
    ['paid', [invoiceFellOverdue('I1', '400.00'), disputeRaised('I1', '100.00'), paid]],
    ['paid', [disputeRaised('I1', '400.00'), disputeResolved('I1', 'upheld', '400.00')]],
    ['open', [invoiceWrittenOff('I1', '100.00')]],
    ['written_off', [invoiceFellOverdue('I1', '400.00'), invoiceWrittenOff('I1', '400.00')]],
    ['cancelled', [invoiceCancelled('I1', '400.00')]],
  ])('is %s', (status, events) => expect(invoice(issued, ...events).status).toBe(status));

  it('says since when it is overdue', () =>
    expect(invoice(issued, invoiceFellOverdue('I1', '400.00')).overdueSince).toBe('2026-02-10'));

  it('keeps its disputes, with when each was raised and resolved and when that was recorded', () =>
    expect(
      invoice(
        issued,
        disputeRaised('I1', '100.00'),
        disputeResolved('I1', 'partly_upheld', '40.00'),
        disputeRaised('I1', '5.00'),
      ),
    ).toMatchObject({
      openMinor: 36_000n,
      disputes: [
        {
          raisedOn: '2026-01-20',
          raisedAt: instant(1),
          minor: 10_000n,
          until: '2026-03-01',
          resolvedAt: instant(2),
          outcome: 'partly_upheld',
        },
        { raisedAt: instant(3), minor: 500n, until: FOREVER, resolvedAt: NEVER },
      ],
    }));
});

describe('cash on the ledger', () => {
  const payment = (...events: AccountEvent[]) => item('payment|P1', ...events);

  it('is unapplied as far as nothing was settled with it', () =>
    expect(payment(issued, paymentRecorded('P1', '500.00', [allocated('I1', '400.00')]))).toMatchObject({
      kind: 'payment',
      amountMinor: 50_000n,
      openMinor: 10_000n,
      issuedOn: PAID,
      dueOn: PAID,
      until: FOREVER,
    }));

  it('has no status of an invoice', () => expect(payment(paymentRecorded('P1', '500.00'))).not.toHaveProperty('status'));

  it('is used up by later allocations', () =>
    expect(
      payment(
        issued,
        paymentRecorded('P1', '400.00'),
        paymentAllocated('P1', '2026-02-18', allocated('I1', '400.00', '2026-02-18')),
      ),
    ).toMatchObject({ openMinor: 0n, until: '2026-02-18' }));

  it('is gone, with all that it settled, when it bounces', () => {
    const bounced = paymentReversed('P1', '500.00', { allocations: [allocated('I1', '400.00', '2026-02-20')] });
    const { movements, ...rest } = payment(issued, paymentRecorded('P1', '500.00', [allocated('I1', '400.00')]), bounced);
    expect(rest).toMatchObject({ openMinor: 0n, until: '2026-02-20', reversedOn: '2026-02-20' });
    expect(movements.map(({ minor }) => minor)).toEqual([50_000n, -40_000n, 40_000n, -50_000n]);
  });
});

describe('a credit note on the ledger', () => {
  it('is unapplied as far as it credits no invoice', () =>
    expect(
      item('creditNote|C1', issued, creditNoteIssued('C1', '50.00', { allocations: [allocated('I1', '20.00')] })),
    ).toMatchObject({ kind: 'creditNote', amountMinor: 5_000n, openMinor: 3_000n }));
});

describe('items of one account', () => {
  it('do not get mixed up when an invoice, a payment and a credit note have the same id', () => {
    const documents = folded(
      openItems,
      recorded([
        invoiceIssued('X', '10.00'),
        paymentRecorded('X', '3.00', [allocated('X', '3.00')]),
        creditNoteIssued('X', '2.00', { allocations: [allocated('X', '2.00')] }),
      ]),
    );
    expect([...documents].map(([key, { openMinor }]) => [key, openMinor])).toEqual([
      ['acme|B1|invoice|X', 500n],
      ['acme|B1|payment|X', 0n],
      ['acme|B1|creditNote|X', 0n],
    ]);
  });

  it('are not those of another account', () => {
    const ours = recorded([issued]);
    const theirs = recorded([issued, paid], { seller: 'other', after: 100n });
    expect(folded(openItems, [...ours, ...theirs]).get('acme|B1|invoice|I1')).toMatchObject({ openMinor: 40_000n });
  });
});
