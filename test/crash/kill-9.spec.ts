import { eventually } from '../support/eventually';
import { send } from '../support/http';
import { usance } from '../support/process';
import { seeded } from '../support/seed';
import { StubbornClient } from './client';
import { deliverUnderFire } from './faults';
import { allEvents, faultsOf, overdueMarks, owedByBuyer } from './outcome';
import { oneSystem, rolesApart, type Target } from './targets';
import { LAST_DAY, SELLER, workload } from './workload';

const { random, again } = seeded();
const BUYERS = 24;
const INVOICES_EACH = 100;

describe.each([
  ['one system', oneSystem, 3],
  ['roles apart', rolesApart, 2],
] as const)(`kill -9 of each process while commands come in: %s (${again})`, (_name, startTarget, times) => {
  const work = workload(random, BUYERS, INVOICES_EACH);
  let target: Target;
  let client: StubbornClient;

  beforeAll(async () => {
    target = await startTarget();
    client = new StubbornClient(() => target.url());
    const faults = Array.from({ length: times }, () => target.faults).flat();
    await deliverUnderFire(random, client, work, faults);
  }, 180_000);

  afterAll(() => target.stop(), 30_000);

  it('answers every command in the end, though some had to be sent again', () => {
    expect(client.answers.size).toBe([...work.accounts.values()].flat().length);
    expect(client.repeats).toBeGreaterThan(0);
  });

  it('has stored what it acknowledged, once and whole, and nothing else', async () => {
    expect(faultsOf(await allEvents(await target.eventstore()), client.answers)).toEqual([]);
  });

  it('shows that each buyer owes what the commands say', async () => {
    const last = [...client.answers.values()].map(({ position }) => BigInt(position)).reduce((a, b) => (b > a ? b : a));
    const expected = new Map([...work.expected].map(([buyer, { openMinor }]) => [buyer, openMinor]));
    expect(await owedByBuyer(target.url(), last)).toEqual(expected);
  }, 20_000);

  it('marks what fell due once each, though it is killed in the middle of it', async () => {
    const moveDay = (): Promise<number | undefined> =>
      send(target.url(), '/v1/business-day', { day: LAST_DAY }, { method: 'PUT' }).then(
        ({ status }) => status,
        () => undefined,
      );
    const store = await target.eventstore();
    const first = moveDay();
    await eventually('the first mark', async () => overdueMarks(await allEvents(store)).length > 0);
    await target.dayKeeper.strike();
    await first;
    await eventually('the day is over', async () => (await moveDay()) === 200, 60_000);
    const due = [...work.expected].flatMap(([buyer, { unpaid }]) =>
      unpaid.map((invoice) => `account-${SELLER}.${buyer} ${invoice}`),
    );
    expect(overdueMarks(await allEvents(await target.eventstore()))).toEqual(due.sort());
  }, 90_000);

  it('has read models that equal a replay', async () => {
    const { code, output } = await usance(['verify'], await target.settings());
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) as string });
  }, 60_000);
});
