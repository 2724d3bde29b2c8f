import type { AccountEvent } from '@usance/domain';
import { FOLLOWED } from '@usance/platform';
import { markOverdueWhenDueDatePasses as policy, storedRows } from '@usance/policies';
import { collectionName } from '@usance/projections';
import { verify } from '../../../apps/cli/src/audit/verify';
import { allocated, invoiceIssued, paidAndBounced, paymentRecorded } from '../../spec/account';
import { MemoryEventStore } from '../../spec/memory-event-store';
import { recorded } from '../../spec/projections';
import { play } from '../../spec/random-history';
import { fill, useDatabases } from './database';
import { collectionOf, hosted, level, story } from './hosting';

jest.setTimeout(60_000);

const names = FOLLOWED.map(({ name }) => name);
const withDatabase = useDatabases();

/** What a verification finds wrong in the ledger of an account with these events. */
const faults = (...events: readonly AccountEvent[]): Promise<readonly string[]> =>
  withDatabase(async (models) => {
    const store = new MemoryEventStore();
    store.log.push(...recorded(events));
    await fill(models, store.log);
    for (const { name, version } of FOLLOWED) await models.flip(name, collectionName(name, version));
    return (await verify(store, models)).ledger;
  });

describe('a verification', () => {
  it('holds the rows of deadlines against the log, too; that one is set aside is no difference', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: FOLLOWED }, () => level(models, store, names));
      const rows = storedRows(policy, models, () => ({ position: undefined, here: false }));
      const [row, other] = await rows.due('2026-12-31', 2);
      if (!row || !other) throw new Error('two rows are due');
      await rows.setAside(row, { status: 'parked', parkedFor: 'NOTHING_TO_DO' });
      await rows.setAside(other, { status: 'closed', closedFor: 'NOTHING_TO_DO' });
      const { readModels, ledger } = await verify(store, models);
      expect([...readModels.keys()]).toEqual(names);
      expect([...readModels.values()].flatMap(({ differences }) => differences)).toEqual([]);
      expect(readModels.get(policy.rows.name)?.compared).toBe(12);
      expect(ledger).toEqual([]);
    }));

  it('names a row that is not what the log says', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: FOLLOWED }, () => level(models, store, names));
      const _id = 'acme|B1|I5';
      await models.db.collection<{ _id: string }>(collectionOf(policy.rows)).updateOne({ _id }, { $set: { status: 'done' } });
      const { readModels } = await verify(store, models);
      expect(readModels.get(policy.rows.name)?.differences).toEqual([{ id: _id, what: 'differs' }]);
    }));

  it('is not tried while a read model is being built in the version that it knows', async () =>
    withDatabase(async (models) => {
      const { store } = await play([]);
      store.log.length = 0;
      await models.flip(policy.rows.name, `${policy.rows.name}_v0`);
      await expect(verify(store, models)).rejects.toThrow('run a worker until they are level');
    }));

  const bounced = [invoiceIssued('I1', '400.00'), ...paidAndBounced('I1', '400.00')];
  const again = (on: string) => paymentRecorded('P2', '400.00', [allocated('I1', '400.00', on)], '2026-02-16');

  it('finds nothing wrong where an invoice is settled again from the day on which it was opened again', async () =>
    expect(await faults(...bounced, again('2026-02-20'))).toEqual([]));

  it('names the invoice that an old log settles a second time before that day', async () =>
    expect(await faults(...bounced, again('2026-02-16'))).toEqual([
      'acme/B1: invoice I1 is below zero on 2026-02-16: -40000 of 40000 (minor units)',
    ]));
});
