import {
  alertBuyersWhenSomethingHappensToTheirCountry,
  countParked,
  markOverdueWhenDueDatePasses as policy,
  storedRows,
} from '@usance/policies';
import { collectionName } from '@usance/projections';
import { play } from '../../spec/random-history';
import { useDatabases } from './database';
import { hosted, level, story } from './hosting';

jest.setTimeout(60_000);

const withDatabase = useDatabases();
/** Another worker keeps them. */
const elsewhere = () => ({ position: 100n, here: false });

const parkedFor = (reason: string) => ({ status: 'parked', parkedFor: reason }) as const;

describe('the rows of deadlines in the database', () => {
  it('come in the order of their days, and are counted by what they are parked for', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [policy.rows] }, async (host) => {
        await level(models, store, [policy.rows.name]);
        const rows = storedRows(policy, models, () => ({ position: host.position(), here: true }));
        expect(await rows.position()).toBe(await store.head());
        expect(await rows.due('2026-02-01', 100)).toEqual([]); // the due day itself
        const due = await rows.due('2026-02-02', 100);
        expect(due.map(({ invoiceId }) => invoiceId)).toEqual(['I11', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9']);
        expect(await countParked(policy, models)).toEqual(new Map());
        const [first, second, third] = due;
        if (!first || !second || !third) throw new Error('three rows are due');
        await rows.setAside(first, parkedFor('INVOICE_UNKNOWN'));
        await rows.setAside(second, parkedFor('NOTHING_TO_DO'));
        await rows.setAside({ ...third, position: 1n }, parkedFor('INVOICE_UNKNOWN')); // an event has changed it since
        expect(await countParked(policy, models)).toEqual(
          new Map([
            ['INVOICE_UNKNOWN', 1],
            ['NOTHING_TO_DO', 1],
          ]),
        );
        expect(await rows.due('2026-02-02', 100)).toEqual(due.slice(2));
      });
    }));

  it('are asked for what is due first only until a day is known, while all changes are told', async () =>
    withDatabase(async (models) => {
      const { store } = await play(story);
      await hosted({ models, store, projections: [policy.rows] }, () => level(models, store, [policy.rows.name]));
      const { collection } = await models.open<{ sendOn: string }>(policy.rows);
      const rows = storedRows(policy, models, () => ({ position: 100n, here: true }));
      expect(await rows.firstDue('2026-02-01')).toBeUndefined();
      await collection.updateMany({}, { $set: { sendOn: '2026-01-01' } });
      expect(await rows.firstDue('2026-02-02')).toBe('2026-02-02'); // nobody told
      rows.changed([{ status: 'done', sendOn: '2026-01-01' }]);
      expect(await rows.firstDue('2026-02-01')).toBeUndefined();
      rows.changed([{ status: 'waiting', sendOn: '2026-01-15' }]);
      expect(await rows.firstDue('2026-02-01')).toBe('2026-01-15');
      await rows.due('2026-02-01', 1);
      expect(await rows.firstDue('2026-02-01')).toBe('2026-01-01');
      const told = storedRows(policy, models, elsewhere);
      await told.firstDue('2026-02-01');
      await collection.updateMany({}, { $set: { sendOn: '2025-12-31' } });
      await told.position();
      expect(await told.firstDue('2026-02-01')).toBe('2025-12-31'); // another worker's rows are looked at each time
    }));

  it('come with what else the policy knows, of one seller, by its fields, in the order of the keys', async () =>
    withDatabase(async (models) => {
      const there = alertBuyersWhenSomethingHappensToTheirCountry;
      await models.flip(there.rows.name, collectionName(there.rows.name, there.rows.version));
      const { collection } = await models.open<{ seller: string; buyer: string; presentIn: string }>(there.rows);
      for (const [seller, buyer, presentIn] of [
        ['acme', 'B2', 'DE'],
        ['acme', 'B1', 'DE'],
        ['acme', 'B3', 'FR'],
        ['other', 'B4', 'DE'],
      ] as const)
        await collection.insertOne({ _id: `${seller}|${buyer}`, position: 1n, seller, buyer, presentIn });
      const found: string[] = [];
      for await (const { buyer } of storedRows(there, models, elsewhere).known('acme', { presentIn: 'DE' })) found.push(buyer);
      expect(found).toEqual(['B1', 'B2']);
    }));

  it('are left alone while a new version of them is being built', async () =>
    withDatabase(async (models) => {
      const { name, version } = policy.rows;
      await models.flip(name, collectionName(name, version - 1));
      expect(await storedRows(policy, models, elsewhere).position()).toBeUndefined();
    }));
});
