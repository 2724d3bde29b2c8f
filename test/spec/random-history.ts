import fc from 'fast-check';
import { addDays, money, Refusal } from '@usance/domain';
import { CommandRunner, inputHash, type RecordedEvent } from '@usance/event-store';
import { businessDayIs } from './business-day';
import { bounces } from './account/bounces';
import type { Arbitraries } from './account/random';
import type { Asked } from './given-when-then';
import { MemoryEventStore } from './memory-event-store';

type CommandName = keyof Arbitraries;

/** A command of a random story; many will be refused, as in life. */
export interface Step {
  readonly name: CommandName;
  readonly buyer: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays('2026-01-01', days));
const eur = fc.integer({ min: 1, max: 900 }).map((minor) => money(BigInt(minor), 'EUR'));
const id = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((number) => `${prefix}${number}`);
const reason = fc.constant('as agreed');
/** Small beside an invoice, so that most fit. */
const part = fc.integer({ min: 1, max: 120 }).map((minor) => money(BigInt(minor), 'EUR'));
const allocations = fc.uniqueArray(fc.record({ invoiceId: id('I'), amount: part }), {
  maxLength: 2,
  selector: ({ invoiceId }) => invoiceId,
});

const invoice = fc.tuple(id('I'), eur, day, fc.integer({ min: 0, max: 60 })).map(([invoiceId, amount, issuedOn, terms]) => ({
  invoiceId,
  amount,
  issuedOn,
  dueOn: addDays(issuedOn, terms),
}));

const payloads: Arbitraries = {
  GrantLimit: fc.record({ amount: eur, validFrom: day }),
  IncreaseLimit: fc.record({ amount: eur, effectiveFrom: day, reason }),
  ReduceLimit: fc.record({ amount: eur, effectiveFrom: day, reason }),
  WithdrawLimit: fc.record({ effectiveFrom: day, reason }),
  IssueInvoice: invoice,
  RecordInvoice: invoice,
  CancelInvoice: fc.record({ invoiceId: id('I'), cancelledOn: day, reason }),
  IssueCreditNote: fc
    .tuple(
      fc.record({ creditNoteId: id('C'), amount: eur, issuedOn: day, reason }),
      fc.record({ invoiceId: id('I') }, { requiredKeys: [] }),
    )
    .map(([note, target]) => ({ ...note, ...target })),
  RecordPayment: fc
    .tuple(
      fc.record({ paymentId: id('P'), amount: eur, paidOn: day }),
      fc.record({ allocations: fc.oneof(fc.constant([]), allocations) }, { requiredKeys: [] }),
    )
    .map(([payment, asked]) => ({ ...payment, ...asked })),
  AllocatePayment: fc.record({ paymentId: id('P'), allocatedOn: day, allocations }),
  ReversePayment: fc.record({ paymentId: id('P'), reversedOn: day, reason }),
  RaiseDispute: fc
    .tuple(fc.record({ invoiceId: id('I'), raisedOn: day, reason }), fc.record({ amount: part }, { requiredKeys: [] }))
    .map(([dispute, asked]) => ({ ...dispute, ...asked })),
  ResolveDispute: fc.record({ invoiceId: id('I'), resolvedOn: day, outcome: fc.constantFrom('upheld', 'rejected') }),
  MarkOverdue: fc.record({ invoiceId: id('I'), today: fc.constant('2026-10-01') }),
  WriteOffInvoice: fc
    .tuple(fc.record({ invoiceId: id('I'), writtenOffOn: day, reason }), fc.record({ amount: part }, { requiredKeys: [] }))
    .map(([writeOff, asked]) => ({ ...writeOff, ...asked })),
};

/** How often a command is tried, beside the others: what needs others first comes more often, as most of it is refused. */
const OFTEN: Partial<Record<CommandName, number>> = {
  RecordInvoice: 4,
  RecordPayment: 3,
  AllocatePayment: 4,
  RaiseDispute: 3,
  ResolveDispute: 5,
};

const names = (Object.keys(payloads) as CommandName[]).flatMap((name) => Array<CommandName>(1 + (OFTEN[name] ?? 0)).fill(name));

const anyOf = (...kinds: readonly CommandName[]): fc.Arbitrary<Asked> =>
  fc
    .constantFrom(...kinds)
    .chain((name) => fc.record({ name: fc.constant(name), payload: payloads[name] as fc.Arbitrary<object> }));

const bounce = bounces({ invoice, paymentId: id('P'), day, anyOf });

/** Random stories of two buyers. */
export const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('B1', 'B2'),
      fc.oneof({ weight: 12, arbitrary: fc.tuple(anyOf(...names)) }, { weight: 1, arbitrary: bounce }),
    ),
    { minLength: 20, maxLength: 60, size: 'max' },
  )
  .map((parts) =>
    parts.flatMap(([buyer, asked]) =>
      asked.map(({ name, payload }): Step => ({ name: name as CommandName, buyer, payload: { ...payload } })),
    ),
  );

/** Plays a story through the real rules; what is refused does not happen. Answers the log. */
export const play = async (story: readonly Step[]): Promise<{ store: MemoryEventStore; log: readonly RecordedEvent[] }> => {
  const store = new MemoryEventStore();
  const runner = new CommandRunner({
    store,
    elsewhere: businessDayIs('2026-10-01'),
  });
  const run = async (name: string, payload: Record<string, unknown>, commandId: string): Promise<void> => {
    try {
      await runner.execute({
        seller: 'acme',
        name,
        payload,
        commandId,
        inputHash: inputHash(name, payload),
        correlationId: commandId,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  await run('RegisterBuyer', { buyerId: 'B1', legalName: 'Bravo', country: 'DE' }, 'b1');
  await run('RegisterBuyer', { buyerId: 'B2', legalName: 'Bella', country: 'FR' }, 'b2');
  for (const [index, { name, buyer, payload }] of story.entries())
    await run(name, { buyerId: buyer, ...payload }, `step-${index}`);
  return { store, log: store.log };
};
