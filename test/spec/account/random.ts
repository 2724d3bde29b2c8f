import fc from 'fast-check';
import { account, addDays, money, type AllocationRequest } from '@usance/domain';
import type { Asked } from '../given-when-then';
import { bounces } from './bounces';

type Commands = typeof account.commands;

/** A generator for each command of the account: the compiler asks for one when there is a new command. */
export type Arbitraries = { readonly [Name in keyof Commands]: fc.Arbitrary<Omit<Parameters<Commands[Name]>[1], 'buyerId'>> };

// Few ids, small amounts and near days, so that commands meet each other, and meet exactly.
const id = (prefix: string, count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: count }).map((number) => `${prefix}${number}`);
const invoiceId = id('I', 6);
const paymentId = id('P', 5);
const cents = (min: number, max: number) => fc.integer({ min, max }).map((minor) => money(BigInt(minor), 'EUR'));
const amount = cents(1, 12);
const optionalAmount = fc.option(amount, { nil: undefined });
const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days));
const later = fc.integer({ min: 30, max: 200 }).map((days) => addDays('2026-01-01', days));
const reason = fc.constant('as agreed');
const parts: fc.Arbitrary<AllocationRequest[]> = fc.array(fc.record({ invoiceId, amount: cents(1, 5) }), { maxLength: 3 });

const invoice = fc
  .record({
    invoiceId,
    amount,
    issuedOn: day,
    terms: fc.integer({ min: 0, max: 40 }),
    shippedOn: fc.option(day, { nil: undefined }),
  })
  .map(({ terms, ...rest }) => ({ ...rest, dueOn: addDays(rest.issuedOn, terms) }));

const payloads: Arbitraries = {
  GrantLimit: fc.record({
    amount: cents(0, 40),
    validFrom: day,
    validTo: fc.option(later, { nil: undefined }),
    maxTermsDays: fc.option(fc.integer({ min: 10, max: 60 }), { nil: undefined }),
  }),
  IncreaseLimit: fc.record({ amount: cents(0, 60), effectiveFrom: day, reason }),
  ReduceLimit: fc.record({ amount: cents(0, 30), effectiveFrom: day, reason }),
  WithdrawLimit: fc.record({ effectiveFrom: day, reason }),
  IssueInvoice: invoice,
  RecordInvoice: invoice,
  CancelInvoice: fc.record({ invoiceId, cancelledOn: day, reason }),
  IssueCreditNote: fc.record({
    creditNoteId: id('C', 4),
    amount,
    issuedOn: day,
    invoiceId: fc.option(invoiceId, { nil: undefined }),
    reason,
  }),
  RecordPayment: fc.record({ paymentId, amount: cents(1, 30), paidOn: day, allocations: fc.option(parts, { nil: undefined }) }),
  AllocatePayment: fc.record({ paymentId, allocatedOn: day, allocations: parts }),
  ReversePayment: fc.record({ paymentId, reversedOn: day, reason }),
  RaiseDispute: fc.record({ invoiceId, raisedOn: day, reason, amount: optionalAmount }),
  ResolveDispute: fc
    .record({ invoiceId, resolvedOn: day, outcome: fc.constantFrom('upheld', 'rejected', 'partly_upheld'), amount })
    .map(({ amount: creditAmount, ...rest }) => (rest.outcome === 'partly_upheld' ? { ...rest, creditAmount } : rest)),
  MarkOverdue: fc.record({ invoiceId, today: day }),
  WriteOffInvoice: fc.record({ invoiceId, writtenOffOn: day, reason, amount: optionalAmount }),
};

const ofB7 = ({ name, payload }: Asked): Asked => ({ name, payload: { buyerId: 'B7', ...payload } });

/** A random command of one of the kinds, for buyer B7. */
export const anyOf = (...names: readonly (keyof Commands)[]): fc.Arbitrary<Asked> =>
  fc.oneof(...names.map((name) => (payloads[name] as fc.Arbitrary<object>).map((payload) => ofB7({ name, payload }))));

/** Random lives of an account. Many commands are refused, as in life; invoices and payments come often. */
export const lives: fc.Arbitrary<Asked[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(anyOf(...(Object.keys(payloads) as (keyof Commands)[]))) },
      {
        weight: 2,
        arbitrary: fc.tuple(
          anyOf('GrantLimit', 'IssueInvoice', 'IssueInvoice', 'RecordInvoice', 'RecordPayment', 'RecordPayment'),
        ),
      },
      { weight: 1, arbitrary: bounces({ invoice, paymentId, day, anyOf }).map((story) => story.map(ofB7)) },
    ),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((parts) => parts.flat());
