import { addDays, formatMinor, type MoneyJson } from '@usance/domain';
import type { Random } from '../../apps/cli/src/demo/random';

export const SELLER = 'acme';
/** The business day on which all is loaded: nothing is due yet. */
export const FIRST_DAY = '2024-01-01';
/** A day on which everything is past due. */
export const LAST_DAY = '2024-06-30';

/** A command as a client sends it: with a key of its own, so that it may be sent again. */
export interface KeyedCommand {
  readonly command: string;
  readonly idempotencyKey: string;
  readonly payload: Readonly<Record<string, unknown>> & { readonly buyerId: string };
}

/** What a buyer's account must come to when every command has been carried out once. */
export interface Expected {
  readonly openMinor: number;
  /** Invoices on which something is left to pay. */
  readonly unpaid: readonly string[];
}

export interface Workload {
  /** Each buyer's commands, in the order in which they must take effect. */
  readonly accounts: ReadonlyMap<string, readonly KeyedCommand[]>;
  readonly expected: ReadonlyMap<string, Expected>;
}

const eur = (minor: number): MoneyJson => ({ amount: formatMinor(BigInt(minor), 'EUR'), currency: 'EUR' });

/** Accounts with invoices of which some are paid, in full or in part. Every command is one that will be accepted. */
export const workload = (random: Random, buyers: number, invoicesEach: number): Workload => {
  const accounts = new Map<string, readonly KeyedCommand[]>();
  const expected = new Map<string, Expected>();
  for (let number = 1; number <= buyers; number += 1) {
    const { commands, ...outcome } = account(random, `B${number}`, invoicesEach);
    accounts.set(`B${number}`, commands);
    expected.set(`B${number}`, outcome);
  }
  return { accounts, expected };
};

const account = (random: Random, buyerId: string, invoices: number): Expected & { commands: KeyedCommand[] } => {
  const commands: KeyedCommand[] = [];
  const unpaid: string[] = [];
  let openMinor = 0;
  const ask = (command: string, payload: Readonly<Record<string, unknown>>): void => {
    commands.push({ command, idempotencyKey: `${buyerId}/${commands.length}`, payload: { buyerId, ...payload } });
  };
  ask('RegisterBuyer', { legalName: `Buyer ${buyerId}`, country: 'DE' });
  ask('GrantLimit', { amount: eur(900_000_000), validFrom: FIRST_DAY });
  for (let number = 1; number <= invoices; number += 1) {
    const invoiceId = `I${number}`;
    const minor = random.between(1_00, 50_000_00);
    const issuedOn = addDays(FIRST_DAY, random.between(0, 60));
    const dueOn = addDays(issuedOn, random.between(5, 60));
    ask(random.chance(0.5) ? 'IssueInvoice' : 'RecordInvoice', { invoiceId, amount: eur(minor), issuedOn, dueOn });
    const paid = random.pick([0, minor, minor, Math.floor(minor / 3)]);
    if (paid > 0) {
      const allocations = [{ invoiceId, amount: eur(paid) }];
      ask('RecordPayment', { paymentId: `P${number}`, amount: eur(paid), paidOn: dueOn, allocations });
    }
    openMinor += minor - paid;
    if (paid < minor) unpaid.push(invoiceId);
  }
  return { commands, openMinor, unpaid };
};
