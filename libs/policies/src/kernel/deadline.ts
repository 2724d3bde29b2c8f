import type { CalendarDate } from '@usance/domain';
import { inputHash, nameUuid, type Command } from '@usance/event-store';
import type { Projection, Stored } from '@usance/projections/kernel';

/**
 * Something that has to happen on a day, kept as a row: a deadline is never a timer, so none is lost and a missed day catches up.
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
}

/** A deadline as it is stored: with its key, and the position of the last event that it follows. */
export type DeadlineRow<Fields extends DeadlineFields = DeadlineFields> = Stored<Fields>;

/**
 * The row as the log alone makes it: that it was set aside is the sweeper's note, which the next event that concerns it takes away.
 * What is no row, or was not set aside, is answered as it is.
 */
export const unparked = <Row extends { readonly status?: string; readonly parkedFor?: string }>(row: Row): Row => {
  if (row.status !== 'parked') return row;
  const { parkedFor: _note, ...rest } = row;
  return { ...rest, status: 'waiting' } as Row;
};

/** What a row leads to. */
export interface Sending {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A policy that waits for days: named as the sentence that it keeps. */
export interface Deadline<Fields extends DeadlineFields> {
  /** `mark-overdue-when-due-date-passes`: the cause that the events name. */
  readonly name: string;
  /** The rows, as a fold over the log. */
  readonly rows: Projection<Fields>;
  /** The command of a row. `today` in it is the row's own day, so that days played one by one and a gap give the same events. */
  readonly sends: (row: Fields) => Sending;
}

/**
 * The command of a row whose day has come. Its id follows from the row and the day: sent twice, it takes effect once; a row that
 * comes due again, on another day, is another command.
 */
export const commandOf = <Fields extends DeadlineFields>(policy: Deadline<Fields>, row: DeadlineRow<Fields>): Command => {
  const { name, payload } = policy.sends(row);
  const commandId = nameUuid(`${policy.name}\n${row._id}\n${row.sendOn}`);
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
