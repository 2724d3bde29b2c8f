import { Refusal, type CalendarDate } from '@usance/domain';
import { RevisionClash, StoreUnavailable, type Answer, type Command } from '@usance/event-store';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, type Deadline, type DeadlineFields, type DeadlineRow } from './deadline';

/** The rows of a policy: a fold over the log, and what the sweeper needs of it. */
export interface DeadlineRows<Fields extends DeadlineFields> {
  /** The position up to which the rows follow the log; none while somebody else keeps them, or while they are being built. */
  position(): Promise<bigint | undefined>;
  /** The waiting rows whose day is the given one or earlier, the earliest day first; at most so many. */
  due(day: CalendarDate, atMost: number): Promise<readonly DeadlineRow<Fields>[]>;
  /** Sets the row aside, unless an event has changed it since it was read. */
  park(row: DeadlineRow<Fields>, reason: string): Promise<void>;
}

/** The business day as the sweeper sees it. */
export interface SweepDay {
  readonly day: CalendarDate;
  /** Counts the moves of a day that is moved by hand; -1 for one that follows the clock. */
  readonly move: bigint;
}

/** Where the sweeper leaves word for those who wait for it. */
export interface SweepProgress {
  /** So many commands were carried out. */
  carriedOut(commands: number): Promise<void>;
  /** Everything due by the day is done, all that is recorded up to the position considered; what followed from it lies before it, too. */
  settled(day: SweepDay, position: bigint): Promise<void>;
}

/** What a sweeper works with. */
export interface SweeperPorts<Fields extends DeadlineFields> {
  readonly rows: DeadlineRows<Fields>;
  readonly today: () => Promise<SweepDay>;
  readonly execute: (command: Command) => Promise<Answer>;
  readonly progress: SweepProgress;
  /** Told when the rules refused the command of a row, which is parked for it. */
  readonly onRefused?: (row: DeadlineRow<Fields>, command: Command, refusal: Refusal) => void;
  /** Told when the store was away and the sweep waits to go on. */
  readonly onRetry?: (error: Error) => void;
}

const PAGE = 1000;
const AT_ONCE = 64;
const LONGEST_PAUSE_MS = 5000;

/**
 * Carries out what is due: strictly day by day in the order of the days, within a day many at a time.
 * After a page it waits until the rows have followed the events that it caused, so a row is never sent twice for nothing.
 */
export class Sweeper<Fields extends DeadlineFields> {
  private commands = 0;

  constructor(
    private readonly policy: Deadline<Fields>,
    private readonly ports: SweeperPorts<Fields>,
    /** Nothing is swept before the rows have followed the log to here: the head at the start. */
    private expected: bigint,
  ) {}

  /** Sweeps one page. Answers whether there may be more to do at once. */
  async sweep(signal?: AbortSignal): Promise<'more' | 'waiting' | 'settled'> {
    const { rows, progress } = this.ports;
    const position = await rows.position();
    if (position === undefined || position < this.expected) return 'waiting';
    const today = await this.ports.today();
    const due = await rows.due(today.day, PAGE);
    if (due.length === 0) {
      await progress.settled(today, position);
      return 'settled';
    }
    for (const rowsOfTheDay of byDay(due)) await this.sendAll(rowsOfTheDay, signal);
    await progress.carriedOut(this.commands);
    this.commands = 0;
    return 'more';
  }

  private async sendAll(rows: readonly DeadlineRow<Fields>[], signal?: AbortSignal): Promise<void> {
    const next = rows.values();
    const sendSome = async (): Promise<void> => {
      for (const row of next) await this.send(row, signal);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, sendSome));
  }

  private async send(row: DeadlineRow<Fields>, signal?: AbortSignal): Promise<void> {
    const command = commandOf(this.policy, row);
    try {
      const answer = await this.persist(command, signal);
      if (answer.position > this.expected) this.expected = answer.position;
      if (answer.events.length === 0 || answer.repeated) await this.ports.rows.park(row, 'NOTHING_TO_DO');
      else this.commands += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.ports.rows.park(row, error.code);
      this.ports.onRefused?.(row, command, error);
    }
  }

  /** Sends until the store answers; a sweep outlives a store that is away. */
  private async persist(command: Command, signal?: AbortSignal): Promise<Answer> {
    for (let wait = 50; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
      try {
        return await this.ports.execute(command);
      } catch (error) {
        if (!(error instanceof StoreUnavailable || error instanceof RevisionClash)) throw error;
        this.ports.onRetry?.(error);
        await pause(wait, undefined, { signal });
      }
    }
  }
}

/** Rows in the order of their days, in groups of one day. */
const byDay = <Row extends DeadlineFields>(rows: readonly Row[]): Row[][] => {
  const days: Row[][] = [];
  for (const row of rows) {
    const last = days.at(-1);
    if (last?.[0]?.sendOn === row.sendOn) last.push(row);
    else days.push([row]);
  }
  return days;
};
