import type { CalendarDate, Seen, StreamRef } from '@usance/domain';
import { inputHash, nameUuid, type Command } from '@usance/event-store';
import type { Projection, Stored } from '@usance/projections/kernel';
import type { IndexDescription } from 'mongodb';

/**
 * Something that has to happen on a day, kept as a row: a deadline is never a timer, so none is lost and a missed day catches up.
 * What has to follow an event at once is a row, too, whose day has always come: `AT_ONCE`.
 * waiting: to be sent when its day comes. done: it happened. closed: nothing to do any more, unless an event opens it again.
 * parked: it was sent and the rules said no, or had nothing to do; it waits for the next event that concerns it.
 */
export interface DeadlineFields {
  readonly seller: string;
  /** The day on which the command is sent. */
  readonly sendOn: CalendarDate;
  readonly status: 'waiting' | 'done' | 'closed' | 'parked';
  /** Why the row is parked: a refusal code, or `NOTHING_TO_DO`. */
  readonly parkedFor?: string;
  /** Why the sweeper closed the row of a policy that may be idle: a refusal code, `NOTHING_TO_DO`, or `SENT`. */
  readonly closedFor?: string;
  /** The id of the event that last opened the row: opened anew for the same day, it leads to another command. */
  readonly openedBy?: string;
}

/** A deadline as it is stored: with its key, and the position of the last event that it follows. */
export type DeadlineRow<Fields extends DeadlineFields = DeadlineFields> = Stored<Fields>;

/** The day of what follows an event at once, on whatever day. */
export const AT_ONCE: CalendarDate = '0001-01-01';

/** How the rows that are due are found. */
export const DUE: IndexDescription = { key: { status: 1, sendOn: 1, _id: 1 } };

/** What the sweeper writes on a row that it has sent, and why: that it came to nothing, or that nobody has to ask what came of it. */
export type SweeperNote =
  { readonly status: 'parked'; readonly parkedFor: string } | { readonly status: 'closed'; readonly closedFor: string };

/**
 * The row as the log alone makes it: that it was parked or closed without an event is the sweeper's note, which the next event that concerns it
 * takes away. What is no row, or has no note, is answered as it is.
 */
export const withoutNote = <Row extends { readonly status?: string; readonly parkedFor?: string; readonly closedFor?: string }>(
  row: Row,
): Row => {
  const { parkedFor, closedFor, ...rest } = row;
  return parkedFor === undefined && closedFor === undefined ? row : ({ ...rest, status: 'waiting' } as Row);
};

/** A command that a row leads to. */
export interface Sending {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Which of the row's commands it is, where a row leads to many. */
  readonly to?: string;
}

/** What a policy looks at to say what a row leads to; of the row's seller alone. */
export interface Sources<Known extends object = object> {
  /** A stream's state, from the log. */
  read(this: void, stream: StreamRef): Promise<Seen>;
  /** Of what the policy's projection keeps besides rows, the documents that have these fields, in the order of their keys. */
  known(this: void, having: Partial<Known>): AsyncIterable<Known>;
}

/** What happens on a day, or follows an event: named as the sentence that it keeps. */
export interface Deadline<Row extends DeadlineFields = DeadlineFields, Known extends object = object> {
  /** `mark-overdue-when-due-date-passes`: the cause that the events name. */
  readonly name: string;
  /** The rows, as a fold over the log; and what else the policy has to know to send them. */
  readonly rows: Projection<Row | Known>;
  /**
   * The commands of a row; an event of the last one closes it, unless the policy is idle. They are sent many at a time, the last when all others are answered.
   * `today` in them is the row's own day, so that days played one by one and a gap give the same events.
   */
  sends(row: DeadlineRow<Row>, sources: Sources<Known>): Sending | AsyncIterable<Sending>;
  /** The row is closed once it was sent, whatever came of it: nothing to do, or a refusal, needs nobody's attention. */
  readonly idle?: true;
}

/**
 * A command of a row whose day has come. Its id follows from the row, the day and what it is sent to: sent twice, it takes effect
 * once; a row that comes due again is another command.
 */
export const commandOf = (policy: Pick<Deadline, 'name'>, row: DeadlineRow, { name, payload, to }: Sending): Command => {
  const parts = [policy.name, row._id, row.sendOn, row.openedBy, to];
  const commandId = nameUuid(parts.filter((part) => part !== undefined).join('\n'));
  return {
    seller: row.seller,
    name,
    payload,
    commandId,
    inputHash: inputHash(name, payload),
    correlationId: commandId,
    causationId: policy.name,
    actor: policy.name,
  };
};
