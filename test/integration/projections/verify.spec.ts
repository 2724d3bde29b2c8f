import type { AccountEvent } from '@usance/domain';
import { collectionName, READ_MODELS } from '@usance/projections';
import { verify } from '../../../apps/cli/src/audit/verify';
import { allocated, invoiceIssued, paidAndBounced, paymentRecorded } from '../../spec/account';
import { MemoryEventStore } from '../../spec/memory-event-store';
import { recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

/** What a verification finds wrong in the ledger of an account with these events. */
const faults = (...events: readonly AccountEvent[]): Promise<readonly string[]> =>
  withDatabase(async (models) => {
    const store = new MemoryEventStore();
    store.log.push(...recorded(events));
    await fill(models, store.log);
    for (const { name, version } of READ_MODELS) await models.flip(name, collectionName(name, version));
    return (await verify(store, models)).ledger;
  });

describe('a verification', () => {
  const bounced = [invoiceIssued('I1', '400.00'), ...paidAndBounced('I1', '400.00')];
  const again = (on: string) => paymentRecorded('P2', '400.00', [allocated('I1', '400.00', on)], '2026-02-16');

  it('finds nothing wrong where an invoice is settled again from the day on which it was opened again', async () =>
    expect(await faults(...bounced, again('2026-02-20'))).toEqual([]));

  it('names the invoice that an old log settles a second time before that day', async () =>
    expect(await faults(...bounced, again('2026-02-16'))).toEqual([
      'acme/B1: invoice I1 is below zero on 2026-02-16: -40000 of 40000 (minor units)',
    ]));
});
