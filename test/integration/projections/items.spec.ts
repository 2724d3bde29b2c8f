import type { AccountEvent } from '@usance/domain';
import { invoiceOf, invoices, paymentOf, QueryError, type InvoicesInput, type ReadModels } from '@usance/projections';
import {
  allocated,
  disputeRaised,
  DUE,
  invoiceCancelled,
  invoiceFellOverdue,
  invoiceIssued,
  invoiceWrittenOff,
  ISSUED,
  PAID,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
} from '../../spec/account';
import { instant, recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const after = <Result>(events: readonly AccountEvent[], ask: (models: ReadModels) => Promise<Result>): Promise<Result> =>
  withDatabase(async (models) => {
    await fill(models, recorded(events));
    return ask(models);
  });

describe('one invoice', () => {
  const story = [
    invoiceIssued('I1', '400.00', { reference: 'PO 7' }),
    paymentRecorded('P1', '150.00', [allocated('I1', '150.00')]),
    invoiceFellOverdue('I1', '250.00'),
    disputeRaised('I1', '300.00'),
  ];

  it('is shown with everything that happened to it', async () =>
    expect(await after(story, (models) => invoiceOf(models, 'acme', { buyer: 'B1', invoiceId: 'I1' }))).toEqual({
      position: '40',
      buyer: 'B1',
      invoiceId: 'I1',
      currency: 'EUR',
      amount: '400.00',
      open: '250.00',
      disputed: '250.00',
      status: 'disputed',
      issuedOn: ISSUED,
      dueOn: DUE,
      reference: 'PO 7',
      overdueSince: '2026-02-10',
      movements: [
        { on: ISSUED, recordedAt: instant(0), amount: '400.00', kind: 'opened' },
        { on: PAID, recordedAt: instant(1), amount: '-150.00', kind: 'payment', ref: 'P1' },
      ],
      disputes: [{ raisedOn: '2026-01-20', amount: '300.00', reason: 'goods damaged' }],
    }));

  it('is of its own account and seller only', async () =>
    after(story, async (models) => {
      expect(await invoiceOf(models, 'acme', { buyer: 'B2', invoiceId: 'I1' })).toBeUndefined();
      expect(await invoiceOf(models, 'acm', { buyer: 'B1', invoiceId: 'I1' })).toBeUndefined();
      expect(await invoiceOf(models, 'acme', { buyer: 'B1', invoiceId: 'P1' })).toBeUndefined();
    }));
});

describe('one payment', () => {
  const story = [
    invoiceIssued('I1', '400.00'),
    paymentRecorded('P1', '150.00', [allocated('I1', '50.00')]),
    paymentAllocated('P1', '2026-03-01', allocated('I1', '60.00', '2026-03-01')),
  ];
  const shown = (...more: AccountEvent[]) =>
    after([...story, ...more], (models) => paymentOf(models, 'acme', { buyer: 'B1', paymentId: 'P1' }));

  it('is shown with each part that settles something, from its own day', async () =>
    expect(await shown()).toEqual({
      position: '30',
      buyer: 'B1',
      paymentId: 'P1',
      currency: 'EUR',
      amount: '150.00',
      allocated: '110.00',
      unapplied: '40.00',
      paidOn: PAID,
      allocations: [
        { invoiceId: 'I1', amount: '50.00', on: PAID },
        { invoiceId: 'I1', amount: '60.00', on: '2026-03-01' },
      ],
    }));

  it('settles nothing after it bounced', async () => {
    const parts = [allocated('I1', '50.00', '2026-03-05'), allocated('I1', '60.00', '2026-03-05')];
    expect(await shown(paymentReversed('P1', '150.00', { reversedOn: '2026-03-05', allocations: parts }))).toMatchObject({
      allocated: '0.00',
      unapplied: '0.00',
      allocations: [],
      reversedOn: '2026-03-05',
    });
  });
});

describe('the list of invoices', () => {
  const due = (dueOn: string) => ({ dueOn });
  const story = [
    invoiceIssued('OPEN', '1.00', due('2026-05-01')),
    invoiceIssued('LATE', '2.00', due('2026-04-01')),
    invoiceFellOverdue('LATE', '2.00'),
    invoiceIssued('PAID', '3.00', due('2026-03-01')),
    paymentRecorded('P1', '3.00', [allocated('PAID', '3.00')]),
    invoiceIssued('GONE', '4.00', due('2026-02-01')),
    invoiceCancelled('GONE', '4.00'),
    invoiceIssued('LOST', '5.00', due('2026-02-01')),
    invoiceWrittenOff('LOST', '5.00'),
    invoiceIssued('WRONG', '6.00', due('2026-06-01')),
    invoiceFellOverdue('WRONG', '6.00'),
    disputeRaised('WRONG', '6.00'),
  ];
  const ids = (input: Partial<InvoicesInput>) =>
    after(story, async (models) =>
      (await invoices(models, 'acme', { limit: 50, ...input })).rows.map(({ invoiceId }) => invoiceId),
    );

  it('begins with the earliest due, and leaves payments out', async () =>
    expect(await ids({})).toEqual(['GONE', 'LOST', 'PAID', 'LATE', 'OPEN', 'WRONG']));

  it.each([
    ['open', 'OPEN'],
    ['overdue', 'LATE'],
    ['paid', 'PAID'],
    ['cancelled', 'GONE'],
    ['written_off', 'LOST'],
    ['disputed', 'WRONG'],
  ] as const)('can be of those that are %s', async (status, id) => expect(await ids({ status })).toEqual([id]));

  it('calls what is overdue and disputed disputed, and says since when it is overdue', async () =>
    expect(
      await after(story, async (models) => (await invoices(models, 'acme', { limit: 50, status: 'disputed' })).rows),
    ).toMatchObject([{ invoiceId: 'WRONG', status: 'disputed', overdueSince: '2026-02-10' }]));

  it('can be of those due from one day to another, both included', async () =>
    expect(await ids({ dueFrom: '2026-03-01', dueTo: '2026-05-01' })).toEqual(['PAID', 'LATE', 'OPEN']));

  it('can be of one buyer', async () => {
    expect(await ids({ buyer: 'B1' })).toHaveLength(6);
    expect(await ids({ buyer: 'B' })).toEqual([]);
  });

  it('refuses a cursor of something else', async () =>
    after(story, async (models) => {
      for (const cursor of [
        'x',
        Buffer.from('["2026-01-01"]').toString('base64url'),
        Buffer.from('[{"$gt":""},""]').toString('base64url'),
      ])
        await expect(invoices(models, 'acme', { limit: 1, cursor })).rejects.toThrow(QueryError);
    }));

  it('takes nothing that is asked for as an operator', async () => {
    const anything = { $ne: 'nothing' } as unknown as 'open';
    await after(story, async (models) =>
      expect(await invoices(models, 'acme', { limit: 50, status: anything })).toMatchObject({ rows: [] }),
    );
  });
});
