import { FOLLOWED } from '@usance/platform';
import { markOverdueWhenDueDatePasses as policy, storedRows } from '@usance/policies';
import { verify } from '../../../apps/cli/src/audit/verify';
import { play } from '../../spec/random-history';
import { useDatabases } from './database';
import { collectionOf, hosted, level, story } from './hosting';

jest.setTimeout(60_000);

const names = FOLLOWED.map(({ name }) => name);
const withDatabase = useDatabases();

describe('a verification', () => {
  it('holds the rows of deadlines against the log, too; that one is set aside is no difference', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: FOLLOWED }, () => level(models, store, names));
      const rows = storedRows(policy, models, () => undefined);
      const [row] = await rows.due('2026-12-31', 1);
      if (!row) throw new Error('a row is due');
      await rows.park(row, 'NOTHING_TO_DO');
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
});
