import { randomUUID } from 'node:crypto';
import { money } from '@usance/domain';
import { inputHash, type Command } from '@usance/event-store';

export const SELLER = 'bench';

/** A command as the edge hands it over, with a key of its own. */
export const command = (name: string, payload: Record<string, unknown>): Command => {
  const commandId = randomUUID();
  return { seller: SELLER, name, payload, commandId, inputHash: inputHash(name, payload), correlationId: commandId };
};

export const registered = (buyerId: string): Command =>
  command('RegisterBuyer', { buyerId, legalName: `Buyer ${buyerId}`, country: 'DE' });

export const granted = (buyerId: string): Command =>
  command('GrantLimit', { buyerId, amount: money(1_000_000_000_000n, 'EUR'), validFrom: '2025-01-01' });

export const issued = (buyerId: string, invoiceId: string): Command =>
  command('IssueInvoice', { buyerId, invoiceId, amount: money(12_345n, 'EUR'), issuedOn: '2026-01-15', dueOn: '2026-02-14' });

/** What IssueInvoice stores, as plain JSON: the event of the raw lanes. */
export const storedInvoice = (invoiceId: string) => ({
  type: 'InvoiceIssued',
  data: { invoiceId, amount: { amount: '123.45', currency: 'EUR' }, issuedOn: '2026-01-15', dueOn: '2026-02-14' },
  metadata: {
    commandId: randomUUID(),
    inputHash: 'k7cV0p3ZrD2mYw1uQe8sTb5xLf9aHg4nJi6oKcRvUzM',
    $correlationId: randomUUID(),
    $causationId: randomUUID(),
    seller: SELLER,
    appendedThrough: '0',
  },
});
