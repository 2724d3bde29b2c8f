import { account, newAccount, type Account, type AccountEvent, type DomainEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';

/** An item of the aging ledger, as far as the books are concerned. */
export interface LedgerItem {
  readonly seller: string;
  readonly buyer: string;
  readonly kind: 'invoice' | 'payment' | 'creditNote';
  readonly currency: string;
  readonly openMinor: bigint;
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
