import { Refusal, type CalendarDate, type Seen, type StreamRef } from '@usance/domain';
import { RevisionClash, StoreUnavailable, type Answer, type Command } from '@usance/event-store';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, type Deadline, type DeadlineFields, type DeadlineRow, type Sending, type SweeperNote } from './deadline';

/** The rows of a policy: a fold over the log, and what the sweeper needs of it. */
export interface DeadlineRows<Row extends DeadlineFields = DeadlineFields, Known extends object = object> {
  /** The position up to which the rows follow the log; none while somebody else keeps them, or while they are being built. */
  position(): Promise<bigint | undefined>;
  /** The earliest day that rows wait for, when it is the given one or earlier. */
  firstDue(day: CalendarDate): Promise<CalendarDate | undefined>;
  /** The waiting rows whose day is the given one or earlier, the earliest day first; at most so many. */
  due(day: CalendarDate, atMost: number): Promise<readonly DeadlineRow<Row>[]>;
  /** Writes a note on the row, unless an event has changed it since it was read. */
  setAside(row: DeadlineRow<Row>, note: SweeperNote): Promise<void>;
  /** See `Sources`. */
  known(seller: string, having: Partial<Known>): AsyncIterable<Known>;
}

/** A policy, and its rows. */
export interface SweptPolicy {
  readonly policy: Deadline;
  readonly rows: DeadlineRows;
}

/** The business day as the sweeper sees it. */
export interface SweepDay {
  readonly day: CalendarDate;
  /** Counts the moves of a day that is moved by hand; -1 for one that follows the clock. */
  readonly move: bigint;
}

/** Where the sweeper leaves word for those who wait for it. */
export interface SweepProgress {
  /** So many commands were carried out; none: rows were looked at, and there was nothing to do. */
  carriedOut(commands: number): Promise<void>;
  /** Everything due by the day is done, all that is recorded up to the position considered; what followed from it lies before it, too. */
  settled(day: SweepDay, position: bigint): Promise<void>;
}

/** What a sweeper works with. */
export interface SweeperPorts {
  readonly today: () => Promise<SweepDay>;
  readonly execute: (command: Command) => Promise<Answer>;
  /** A stream's state, from the log. */
  readonly read: (seller: string, stream: StreamRef) => Promise<Seen>;
  readonly progress: SweepProgress;
  /** Told when the rules refused the command of a policy that is never idle. */
  readonly onRefused?: (policy: Deadline, row: DeadlineRow, command: Command, refusal: Refusal) => void;
  /** Told when the store was away and the sweep waits to go on. */
  readonly onRetry?: (error: Error) => void;
}

const PAGE = 1000;
const AT_A_TIME = 64;
const LONGEST_PAUSE_MS = 5000;

/**
 * Carries out what is due for all policies together: strictly day by day in the order of the days, within a day in the order of the
 * policies, of one policy many at a time. After an event that it caused it waits until all rows have followed: what the event leads
 * to has its turn before the days that come after it, and no row is sent twice for nothing.
 */
export class Sweeper {
  private commands = 0;

  constructor(
    private readonly policies: readonly SweptPolicy[],
    private readonly ports: SweeperPorts,
    /** Nothing is swept before the rows have followed the log to here: the head at the start. */
    private expected: bigint,
  ) {}

  /** Sweeps the earliest day, until something happened. Answers whether there may be more to do at once. */
  async sweep(signal?: AbortSignal): Promise<'more' | 'waiting' | 'settled'> {
    const position = await this.position();
    if (position === undefined || position < this.expected) return 'waiting';
    const today = await this.ports.today();
    const due = await this.dueFirst(today.day);
    if (due.length === 0) {
      await this.ports.progress.settled(today, position);
      return 'settled';
    }
    for (const { of, day } of due) {
      const rows = await of.rows.due(day, PAGE);
      await this.sendAll(of, rows, signal);
      if (this.expected > position || rows.length === PAGE) break;
    }
    await this.ports.progress.carriedOut(this.commands);
    this.commands = 0;
    return 'more';
  }

  /** How far the rows of all policies are; none while nobody knows of one. */
  private async position(): Promise<bigint | undefined> {
    let least: bigint | undefined;
    for (const { rows } of this.policies) {
      const position = await rows.position();
      if (position === undefined) return undefined;
      if (least === undefined || position < least) least = position;
    }
    return least;
  }

  /** The policies that wait for the earliest day of all, in their order; none when nothing is due by the given day. */
  private async dueFirst(upTo: CalendarDate): Promise<readonly { readonly of: SweptPolicy; readonly day: CalendarDate }[]> {
    const first = await Promise.all(this.policies.map(async (of) => ({ of, day: await of.rows.firstDue(upTo) })));
    const due = first.filter((each): each is { of: SweptPolicy; day: CalendarDate } => each.day !== undefined);
    const [earliest] = due.map(({ day }) => day).sort();
    return due.filter(({ day }) => day === earliest);
  }

  private async sendAll(of: SweptPolicy, rows: readonly DeadlineRow[], signal?: AbortSignal): Promise<void> {
    const next = rows.values();
    const sendSome = async (): Promise<void> => {
      for (const row of next) await this.sendRow(of, row, signal);
    };
    await Promise.all(Array.from({ length: Math.min(AT_A_TIME, rows.length) }, sendSome));
  }

  /** Sends the commands of a row, the last one when all others are answered; what comes of that one is noted on the row. */
  private async sendRow({ policy, rows }: SweptPolicy, row: DeadlineRow, signal?: AbortSignal): Promise<void> {
    const send = (sending: Sending): Promise<string | undefined> =>
      this.send(policy, row, commandOf(policy, row, sending), signal);
    let some: Sending[] = [];
    for await (const sending of this.sendings({ policy, rows }, row)) {
      if (some.length === AT_A_TIME) {
        await Promise.all(some.map(send));
        some = [];
      }
      some.push(sending);
    }
    const last = some.pop();
    await Promise.all(some.map(send));
    const reason = last ? await send(last) : NOTHING_TO_DO;
    if (policy.idle) await rows.setAside(row, { status: 'closed', closedFor: reason ?? 'SENT' });
    else if (reason !== undefined) await rows.setAside(row, { status: 'parked', parkedFor: reason });
  }

  private async *sendings({ policy, rows }: SweptPolicy, row: DeadlineRow): AsyncIterable<Sending> {
    const { seller } = row;
    const sendings = policy.sends(row, {
      read: (stream) => this.ports.read(seller, stream),
      known: (having) => rows.known(seller, having),
    });
    if (Symbol.asyncIterator in sendings) yield* sendings;
    else yield sendings;
  }

  /** Sends a command. Answers why it came to nothing, if it did. */
  private async send(policy: Deadline, row: DeadlineRow, command: Command, signal?: AbortSignal): Promise<string | undefined> {
    try {
      const answer = await this.persist(command, signal);
      if (answer.position > this.expected) this.expected = answer.position;
      if (answer.events.length === 0 || answer.repeated) return NOTHING_TO_DO;
      this.commands += 1;
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!policy.idle) this.ports.onRefused?.(policy, row, command, error);
      return error.code;
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

const NOTHING_TO_DO = 'NOTHING_TO_DO';
