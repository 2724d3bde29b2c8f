import { eventually } from '../support/eventually';
import { get, send } from '../support/http';
import { usance } from '../support/process';
import { seeded } from '../support/seed';
import { startSystem, type System } from '../support/system';
import { StubbornClient } from './client';
import { deliver, strike } from './faults';
import { allEvents, faultsOf, overdueMarks } from './outcome';
import { FIRST_DAY, LAST_DAY, SELLER, workload } from './workload';

const { random, again } = seeded();

describe(`kill -9 of a whole system while an import runs (${again})`, () => {
  const work = workload(random, 24, 60);
  let system: System;
  let client: StubbornClient;

  beforeAll(async () => {
    system = await startSystem({ businessDay: FIRST_DAY });
    client = new StubbornClient(() => system.url);
    const fault = (which: 'up' | 'eventstore' | 'documents') => async (): Promise<void> => {
      await system.kill(which);
      await system.restart();
    };
    const faults = (['up', 'eventstore', 'documents'] as const).flatMap((which) => [fault(which), fault(which), fault(which)]);
    await Promise.all([deliver(client, work), strike(random, client, work, faults)]);
  }, 120_000);

  afterAll(async () => {
    await system.stop();
  });

  it('answers every command in the end, and some had to be sent again', () => {
    expect(client.answers.size).toBe([...work.accounts.values()].flat().length);
    expect(client.repeats).toBeGreaterThan(0);
  });

  it('has stored what it acknowledged, once and whole, and nothing else', async () => {
    expect(faultsOf(await allEvents((await system.endpoints()).eventstore), client.answers)).toEqual([]);
  });

  it('owes and is owed what the commands say', async () => {
    const totals = await openByBuyer(system.url, lastPosition(client));
    expect(totals).toEqual(new Map([...work.expected].map(([buyer, { openMinor }]) => [buyer, openMinor])));
  });

  it('marks what fell due once each, though it is killed in the middle of it', async () => {
    const moveDay = (): Promise<number | undefined> =>
      send(system.url, '/v1/business-day', { day: LAST_DAY }, { method: 'PUT' }).then(
        ({ status }) => status,
        () => undefined,
      );
    const { eventstore } = await system.endpoints();
    const first = moveDay();
    await eventually('the first mark', async () => overdueMarks(await allEvents(eventstore)).length > 0);
    await system.kill('up');
    await first;
    await system.restart();
    await eventually('the day is over', async () => (await moveDay()) === 200, 60_000);
    const due = [...work.expected].flatMap(([buyer, { unpaid }]) => unpaid.map((invoice) => `account-${SELLER}.${buyer} ${invoice}`));
    expect(overdueMarks(await allEvents((await system.endpoints()).eventstore))).toEqual(due.sort());
  }, 90_000);

  it('has read models that equal a replay', async () => {
    const { eventstore, mongodb } = await system.endpoints();
    const { code, output } = await usance(['verify'], {
      USANCE_DATA_DIR: system.dataDir,
      USANCE_EVENTSTORE_URL: eventstore,
      USANCE_MONGODB_URL: mongodb,
    });
    expect([code, output]).toEqual([0, expect.any(String)]);
  }, 60_000);
});
