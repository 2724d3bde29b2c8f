import type { AccountEvent } from '@usance/domain';
import {
  allocated,
  creditNoteIssued,
  disputeRaised,
  disputeResolved,
  DUE,
  invoiceCancelled,
  invoiceIssued,
  invoiceRecorded,
  invoiceWrittenOff,
  ISSUED,
  PAID,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
} from '../../../../test/spec/account';
import { folded, recorded } from '../../../../test/spec/projections';
import { sales } from './sales.projection';

/** Sales and movement of the receivables of each day. */
const days = (...events: AccountEvent[]): Record<string, [bigint, bigint]> =>
  Object.fromEntries(
    [...folded(sales, recorded(events))].map(([key, { salesMinor, receivablesMinor }]) => [key, [salesMinor, receivablesMinor]]),
  );

const issued = invoiceIssued('I1', '400.00');
const on = (day: string, currency = 'EUR'): string => `acme|${currency}|${day}`;

describe("a day's sales", () => {
  it('are what was invoiced, issued or recorded', () =>
    expect(days(issued, invoiceRecorded('I2', '100.00'))).toEqual({ [on(ISSUED)]: [50_000n, 50_000n] }));

  it('are kept by currency', () =>
    expect(Object.keys(days(issued, invoiceIssued('I2', '7 JPY')))).toEqual([on(ISSUED), on(ISSUED, 'JPY')]));

  it('are less by credit notes and cancellations, on their own day', () =>
    expect(
      days(issued, creditNoteIssued('C1', '50.00', { issuedOn: PAID }), invoiceCancelled('I1', '400.00', { on: DUE })),
    ).toEqual({ [on(ISSUED)]: [40_000n, 40_000n], [on(PAID)]: [-5_000n, -5_000n], [on(DUE)]: [-40_000n, -40_000n] }));

  it('are not touched by payments, disputes and write-offs, which the receivables are', () =>
    expect(
      days(
        issued,
        paymentRecorded('P1', '100.00', [allocated('I1', '60.00')]),
        paymentReversed('P1', '100.00', { allocations: [allocated('I1', '60.00')] }),
        disputeRaised('I1', '30.00'),
        disputeResolved('I1', 'upheld', '30.00'),
        invoiceWrittenOff('I1', '370.00'),
      ),
    ).toEqual({
      [on(ISSUED)]: [40_000n, 40_000n],
      [on(PAID)]: [0n, -10_000n],
      [on('2026-02-20')]: [0n, 10_000n],
      [on('2026-03-01')]: [0n, -3_000n],
      [on('2026-06-30')]: [0n, -37_000n],
    }));

  it('do not move when cash on account is allocated: it leaves one side and the other', () =>
    expect(
      days(issued, paymentRecorded('P1', '100.00'), paymentAllocated('P1', '2026-03-03', allocated('I1', '100.00'))),
    ).toEqual({ [on(ISSUED)]: [40_000n, 40_000n], [on(PAID)]: [0n, -10_000n] }));
});
