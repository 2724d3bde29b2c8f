import { setImmediate } from 'node:timers/promises';
import type { CalendarDate } from '@usance/domain';
import { Watch } from '@usance/event-store';
import { MemoryEventStore } from '../../../../test/spec/memory-event-store';
import { CLOCK } from './business-day';
import { openBusinessDay, type BusinessDay } from './open-business-day';
import type { Sweeps } from './sweeps';

/** A process on the log, which knows the day by the setting, the log and the clock only. */
const processOn = (store: MemoryEventStore, setting?: CalendarDate, watch?: Watch): Promise<BusinessDay> => {
  const sweeps = { read: () => Promise.resolve({ move: -1n, position: 0n, commands: 0n }) } as unknown as Sweeps;
  return openBusinessDay({ store, watch, setting, timezone: 'UTC', sweeps, projected: () => Promise.resolve() });
};

const seenBy = async (businessDay: BusinessDay) => ({
  today: await businessDay.today(),
  mode: await businessDay.mode(),
  sweep: await businessDay.forSweep(),
});

const byHand = (day: CalendarDate, move: bigint) => ({ today: day, mode: 'manual', sweep: { day, move } });

describe('the business day', () => {
  let store: MemoryEventStore;
  beforeEach(() => (store = new MemoryEventStore()));

  it('is the calendar’s on a log whose day was never moved', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 4, 1, 23));
    const day = await processOn(store);
    expect(await seenBy(day)).toEqual({ today: '2026-05-01', mode: 'clock', sweep: { day: '2026-05-01', move: -1n } });
    await expect(day.moveTo('2026-05-02')).rejects.toMatchObject({ code: 'DAY_RUNS_BY_CLOCK' });
    expect(store.log).toEqual([]);
    jest.restoreAllMocks();
  });

  it('is the one of the setting there', async () =>
    expect(await seenBy(await processOn(store, '2013-01-01'))).toEqual(byHand('2013-01-01', 0n)));

  it('is the log’s for a process without the setting', async () => {
    await processOn(store, '2013-01-01');
    expect(await seenBy(await processOn(store))).toEqual(byHand('2013-01-01', 0n));
  });

  it('is the log’s for a process that went by the clock when another began to move the day', async () => {
    const clockwork = await processOn(store);
    await processOn(store, '2013-01-01');
    expect(await seenBy(clockwork)).toEqual(byHand('2013-01-01', 0n));
  });

  it.each([
    ['by hand', '2013-01-01', '2013-01-01'],
    ['never', undefined, '2026-05-01'],
  ])('is asked of no log that is watched, when it was moved %s', async (_how, setting, expected) => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 4, 1, 23));
    const asked = [jest.spyOn(store, 'isEmpty'), jest.spyOn(store, 'read')];
    const watch = await Watch.start(store, [CLOCK.category]);
    const day = await processOn(store, setting, watch);
    await day.today();
    await setImmediate();
    for (const ask of asked) ask.mockClear();
    expect(await day.today()).toBe(expected);
    expect(day.seen(false)).toMatchObject({ state: expected });
    for (const ask of asked) expect(ask).not.toHaveBeenCalled();
    await watch.close();
    jest.restoreAllMocks();
  });

  it.each([
    ['the log’s', 'an earlier', '2013-01-01', byHand('2013-06-30', 0n)],
    ['the setting’s', 'a later', '2013-12-31', byHand('2013-12-31', 1n)],
  ])('is %s for a process with %s one, and for all others', async (_whose, _which, setting, expected) => {
    const first = await processOn(store, '2013-06-30');
    const second = await processOn(store, setting);
    expect([await seenBy(first), await seenBy(second)]).toEqual([expected, expected]);
  });
});
