import type { AccountEvent } from '@usance/domain';
import {
  allocated,
  creditNoteIssued,
  disputeRaised,
  disputeResolved,
  invoiceCancelled,
  invoiceIssued,
  invoiceRecorded,
  invoiceWrittenOff,
  limitGranted,
  limitIncreased,
  limitWithdrawn,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
} from '../../../../test/spec/account';
import { documentOf, recorded } from '../../../../test/spec/projections';
import { exposure, type ExposureDocument } from './exposure.projection';
import type { Stored } from '../kernel';

const accountOf = (...events: AccountEvent[]) =>
  documentOf(exposure, 'acme|B1', recorded(events)) as Stored<Extract<ExposureDocument, { kind: 'account' }>>;

const exposed = (...events: AccountEvent[]) => {
  const { openMinor, unappliedMinor } = accountOf(...events);
  return { open: openMinor, unapplied: unappliedMinor };
};

const issued = invoiceIssued('I1', '400.00');
const paid = paymentRecorded('P1', '500.00', [allocated('I1', '400.00')]);

describe("a buyer's exposure", () => {
  it('is nothing by a limit alone', () =>
    expect(accountOf(limitGranted('1000.00'))).toMatchObject({
      seller: 'acme',
      buyer: 'B1',
      currency: 'EUR',
      openMinor: 0n,
      unappliedMinor: 0n,
      totalMinor: 0n,
      decisions: [{ minor: 100_000n }],
    }));

  it('keeps every decision on the limit', () =>
    expect(
      accountOf(limitGranted('1000.00'), limitIncreased('2000.00', '2026-03-01'), limitWithdrawn('2026-06-01')).decisions.map(
        ({ from, minor, status }) => [from, minor, status],
      ),
    ).toEqual([
      ['2026-01-01', 100_000n, 'granted'],
      ['2026-03-01', 200_000n, 'granted'],
      ['2026-06-01', 0n, 'LIMIT_WITHDRAWN'],
    ]));

  it.each<[string, AccountEvent[], { open: bigint; unapplied: bigint }]>([
    ['an invoice', [issued], { open: 40_000n, unapplied: 0n }],
    ['a recorded invoice', [invoiceRecorded('I1', '1.00')], { open: 100n, unapplied: 0n }],
    ['a cancelled invoice', [issued, invoiceCancelled('I1', '400.00')], { open: 0n, unapplied: 0n }],
    ['a payment that leaves something over', [issued, paid], { open: 0n, unapplied: 10_000n }],
    ['cash on account', [issued, paymentRecorded('P1', '50.00')], { open: 40_000n, unapplied: 5_000n }],
    [
      'cash on account, allocated later',
      [issued, paymentRecorded('P1', '50.00'), paymentAllocated('P1', '2026-03-01', allocated('I1', '50.00'))],
      { open: 35_000n, unapplied: 0n },
    ],
    [
      'a payment that bounced',
      [issued, paid, paymentReversed('P1', '500.00', { allocations: [allocated('I1', '400.00')] })],
      { open: 40_000n, unapplied: 0n },
    ],
    [
      'a credit note above the invoice',
      [issued, creditNoteIssued('C1', '450.00', { allocations: [allocated('I1', '400.00')] })],
      { open: 0n, unapplied: 5_000n },
    ],
    [
      'a dispute that was partly upheld',
      [issued, disputeRaised('I1', '100.00'), disputeResolved('I1', 'partly_upheld', '30.00')],
      { open: 37_000n, unapplied: 0n },
    ],
    ['a write-off of a part', [issued, invoiceWrittenOff('I1', '150.00')], { open: 25_000n, unapplied: 0n }],
  ])('after %s', (_what, events, expected) => expect(exposed(...events)).toEqual(expected));
});
