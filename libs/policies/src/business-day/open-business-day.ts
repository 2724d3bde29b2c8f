import { Refusal, type CalendarDate, type Context, type Seen } from '@usance/domain';
import { CommandRunner, inputHash, type EventStore } from '@usance/event-store';
import { randomUUID } from 'node:crypto';
import { businessDay, CLOCK, type BusinessDayState } from './business-day';
import { dayIn, untilNextDay } from './calendar';
import type { SweepDay } from '../kernel/sweeper';
import type { Sweeps } from './sweeps';

/** What moving the day led to. */
export interface DayMoved {
  readonly day: CalendarDate;
  /** Commands that fell due and led to something. */
  readonly commands: number;
  /** Queries at least there see all of it. */
  readonly position: bigint;
}

/** The day that the business lives in. */
export interface BusinessDay {
  today(): Promise<CalendarDate>;
  /** The same for the sweeper, with the move that led to it. */
  forSweep(): Promise<SweepDay>;
  /** Milliseconds until the day may change by itself; none when it is moved by hand. */
  untilNext(): number | undefined;
  /**
   * Moves the day forward and answers when everything that fell due is done and projected. The same day waits for what was
   * recorded before. Refused with DAY_RUNS_BY_CLOCK, DAY_IN_THE_PAST, DAY_TOO_FAR.
   */
  moveTo(day: CalendarDate): Promise<DayMoved>;
}

export interface BusinessDayOptions {
  readonly store: EventStore;
  /** The first day when it is moved by hand (`USANCE_BUSINESS_DAY`); the day follows the clock when absent. */
  readonly setting?: CalendarDate;
  /** IANA name of the zone whose calendar the clock is read in. */
  readonly timezone: string;
  readonly sweeps: Sweeps;
  /** Resolves when every read model shows what is recorded up to the position. */
  readonly projected: (position: bigint) => Promise<void>;
}

/** Opens the business day. Moved by hand it is kept in the event store: the later of the setting and the stored day holds. */
export const openBusinessDay = async (options: BusinessDayOptions): Promise<BusinessDay> => {
  const { setting, timezone } = options;
  if (setting === undefined) return clockDay(timezone);
  const day = new DayMovedByHand(options);
  await day.startFrom(setting);
  return day;
};

const clockDay = (timezone: string): BusinessDay => ({
  today: () => Promise.resolve(dayIn(timezone, Date.now())),
  forSweep: () => Promise.resolve({ day: dayIn(timezone, Date.now()), move: -1n }),
  untilNext: () => untilNextDay(timezone, Date.now()),
  moveTo: () => Promise.reject(new Refusal('DAY_RUNS_BY_CLOCK')),
});

const CONTEXT: Context = { decider: businessDay as unknown as Context['decider'], reads: () => ({}), facts: () => undefined };

class DayMovedByHand implements BusinessDay {
  private readonly runner: CommandRunner;

  constructor(private readonly options: BusinessDayOptions) {
    this.runner = new CommandRunner({ store: options.store, contexts: [CONTEXT] });
  }

  async startFrom(setting: CalendarDate): Promise<void> {
    const { state } = await this.stored();
    if (state.day === undefined || state.day < setting) await this.move(setting);
  }

  async today(): Promise<CalendarDate> {
    return (await this.forSweep()).day;
  }

  async forSweep(): Promise<SweepDay> {
    const { state, revision } = await this.stored();
    if (state.day === undefined) throw new Error('the business day was never set');
    return { day: state.day, move: revision };
  }

  untilNext(): undefined {
    return undefined;
  }

  async moveTo(day: CalendarDate): Promise<DayMoved> {
    const { store, sweeps, projected } = this.options;
    const before = await sweeps.read();
    const { revision } = await this.move(day);
    const swept = await sweeps.settledAt(revision, await store.head());
    await projected(swept.position);
    return { day, commands: Number(swept.commands - before.commands), position: swept.position };
  }

  private move(day: CalendarDate) {
    const commandId = randomUUID();
    const payload = { clock: CLOCK.id, day };
    const name = 'MoveBusinessDay';
    return this.runner.execute({
      seller: CLOCK.seller,
      name,
      payload,
      commandId,
      inputHash: inputHash(name, payload),
      correlationId: commandId,
    });
  }

  private stored(): Promise<Seen<BusinessDayState>> {
    return this.runner.read(CLOCK.category, CLOCK.seller, CLOCK.id) as Promise<Seen<BusinessDayState>>;
  }
}
