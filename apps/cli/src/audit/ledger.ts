import { account, newAccount, type Account, type AccountEvent, type CalendarDate, type DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** An item of the aging ledger, as far as the books are concerned. */
export interface LedgerItem {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: 'invoice' | 'payment' | 'creditNote';
  readonly itemId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  /** What changed the open amount, each from a day on. */
  readonly movements: readonly { readonly on: CalendarDate; readonly minor: bigint }[];
}

/** The accounts by the rules' own fold. */
export class Accounts {
  private readonly states = new Map<string, Account>();

  take({ category, seller, entity, type, data }: RecordedEvent): void {
    if (category !== account.category) return;
    const key = `${seller}/${entity}`;
    this.states.set(key, account.evolve(this.states.get(key) ?? newAccount, { type, data } as DomainEvent as AccountEvent));
  }

  /**
   * Where the aging ledger and the accounts disagree: what is open over all buckets, less what is unapplied, has to be the balance
   * of the account, for each buyer and currency.
   */
  faults(items: Iterable<LedgerItem>): string[] {
    const sums = new Map<string, bigint>();
    for (const { seller, buyer, kind, currency, openMinor } of items) {
      const key = `${seller}/${buyer} ${currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + (kind === 'invoice' ? openMinor : -openMinor));
    }
    const balances = new Map<string, bigint>();
    for (const [key, { balances: byCurrency }] of this.states)
      for (const [currency, { open, unapplied }] of Object.entries(byCurrency))
        balances.set(`${key} ${currency}`, open - unapplied);
    return [...new Set([...sums.keys(), ...balances.keys()])].flatMap((key) => {
      const [ledger, balance] = [sums.get(key) ?? 0n, balances.get(key) ?? 0n];
      return ledger === balance ? [] : [`${key}: the ledger says ${ledger}, the account ${balance} (minor units)`];
    });
  }
}

/**
 * Names the item that is the first, by day, to be below zero or above its amount at the end of a day; undefined when none ever is.
 * The rules see to it that there is none: a log that was written under older rules may have one.
 */
export const firstOutOfBounds = (items: Iterable<LedgerItem>): string | undefined => {
  let first: { readonly item: LedgerItem; readonly on: CalendarDate; readonly open: bigint } | undefined;
  for (const item of items) {
    const found = openByDay(item).find(({ open }) => open < 0n || open > item.amountMinor);
    if (found && (!first || found.on < first.on)) first = { item, ...found };
  }
  if (!first) return undefined;
  const { item, on, open } = first;
  const fault = open < 0n ? 'below zero' : 'above its amount';
  return `${item.seller}/${item.buyer}: ${item.kind} ${item.itemId} is ${fault} on ${on}: ${open} of ${item.amountMinor} (minor units)`;
};

/** What is open at the end of each day on which the item moves, the earliest first. */
const openByDay = ({ movements }: LedgerItem): { on: CalendarDate; open: bigint }[] => {
  const moved = new Map<CalendarDate, bigint>();
  for (const { on, minor } of movements) moved.set(on, (moved.get(on) ?? 0n) + minor);
  let open = 0n;
  return [...moved.keys()].sort().map((on) => ({ on, open: (open += moved.get(on) ?? 0n) }));
};
