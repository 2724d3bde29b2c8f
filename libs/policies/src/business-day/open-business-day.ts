import { Refusal, type CalendarDate, type Context, type Seen } from '@usance/domain';
import { CommandRunner, inputHash, type EventStore, type Watch } from '@usance/event-store';
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

/** The day that the business lives in: the log's, once it was moved by hand; else the calendar's. */
export interface BusinessDay {
  today(): Promise<CalendarDate>;
  /** The day as the rules look at it: at once when it is at hand, or for sure, after every move that was acknowledged before. */
  seen(forSure: boolean): Seen<CalendarDate> | Promise<Seen<CalendarDate>>;
  /** Whether the day follows the clock, or is moved by hand. */
  mode(): Promise<'clock' | 'manual'>;
  /** The day for the sweeper, for sure, with the move that led to it. */
  forSweep(): Promise<SweepDay>;
  /** Milliseconds until the clock's day changes. */
  untilNext(): number;
  /**
   * Moves the day forward and answers when everything that fell due is done and projected. The same day waits for what was
   * recorded before. Refused with DAY_RUNS_BY_CLOCK, DAY_IN_THE_PAST, DAY_TOO_FAR.
   */
  moveTo(day: CalendarDate): Promise<DayMoved>;
}

export interface BusinessDayOptions {
  readonly store: EventStore;
  /** Spares asking the log for the day when it covers the category of the clock. None: it is asked each time. */
  readonly watch?: Watch;
  /** The day to begin with, moved by hand from then on (`USANCE_BUSINESS_DAY`). None: what the log says holds. */
  readonly setting?: CalendarDate;
  /** IANA name of the zone whose calendar the clock is read in. */
  readonly timezone: string;
  readonly sweeps: Sweeps;
  /** Resolves when every read model shows what is recorded up to the position. */
  readonly projected: (position: bigint) => Promise<void>;
}

/**
 * Opens the business day. The log says how it goes, so that all processes on it agree whatever their settings: once the day was moved
 * by hand it is moved by hand for good, and a setting moves it forward, never back.
 */
export const openBusinessDay = async (options: BusinessDayOptions): Promise<BusinessDay> => {
  const day = new LoggedDay(options);
  if (options.setting !== undefined) await day.startFrom(options.setting);
  return day;
};

const CONTEXT: Context = { decider: businessDay as unknown as Context['decider'], reads: () => ({}), facts: () => undefined };

/** So long the calendar's day is not looked up again, unless midnight comes. */
const CALENDAR_FOR_MS = 1_000;

class LoggedDay implements BusinessDay {
  private readonly runner: CommandRunner;
  private calendar: { readonly day: CalendarDate; readonly from: number; readonly until: number } | undefined;

  constructor(private readonly options: BusinessDayOptions) {
    this.runner = new CommandRunner({ store: options.store, contexts: [CONTEXT], watch: options.watch });
  }

  async startFrom(setting: CalendarDate): Promise<void> {
    const { state } = await this.stored();
    if (state.day === undefined || state.day < setting) await this.move(setting);
  }

  async today(): Promise<CalendarDate> {
    return (await this.seen(false)).state;
  }

  seen(forSure: boolean): Seen<CalendarDate> | Promise<Seen<CalendarDate>> {
    const stored = forSure ? this.stored() : this.runner.look(CLOCK.category, CLOCK.seller, CLOCK.id);
    return stored instanceof Promise ? stored.then((seen) => this.dayOf(seen)) : this.dayOf(stored);
  }

  async mode(): Promise<'clock' | 'manual'> {
    return (await this.stored()).state.day === undefined ? 'clock' : 'manual';
  }

  async forSweep(): Promise<SweepDay> {
    const { state, revision } = await this.seen(true);
    return { day: state, move: revision };
  }

  untilNext(): number {
    return untilNextDay(this.options.timezone, Date.now());
  }

  async moveTo(day: CalendarDate): Promise<DayMoved> {
    const { store, sweeps, projected } = this.options;
    if ((await this.mode()) === 'clock') throw new Refusal('DAY_RUNS_BY_CLOCK');
    const before = await sweeps.read();
    const { revision } = await this.move(day);
    const swept = await sweeps.settledAt(revision, await store.head());
    await projected(swept.position);
    return { day, commands: Number(swept.commands - before.commands), position: swept.position };
  }

  private async move(day: CalendarDate) {
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

  /** The log's day, else the calendar's; with the revision of its move. */
  private dayOf({ state, ...at }: Seen): Seen<CalendarDate> {
    return { ...at, state: (state as BusinessDayState).day ?? this.calendarDay() };
  }

  /** The calendar's day: every command asks for it, and it changes at midnight. */
  private calendarDay(): CalendarDate {
    const now = Date.now();
    if (!this.calendar || now < this.calendar.from || now >= this.calendar.until) {
      const { timezone } = this.options;
      const until = now + Math.min(untilNextDay(timezone, now), CALENDAR_FOR_MS);
      this.calendar = { day: dayIn(timezone, now), from: now, until };
    }
    return this.calendar.day;
  }

  /** The clock's state after every move that was acknowledged. */
  private stored(): Promise<Seen<BusinessDayState>> {
    return this.runner.read(CLOCK.category, CLOCK.seller, CLOCK.id) as Promise<Seen<BusinessDayState>>;
  }
}
