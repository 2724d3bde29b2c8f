import type { DomainEvent } from '@usance/domain';

/** A command on its way to its stream, validated, in the domain's terms. */
export interface Command {
  readonly seller: string;
  /** `IssueInvoice` */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The caller's idempotency key, else a fresh id. */
  readonly commandId: string;
  /** SHA-256 of name and input: the same id with another hash is refused. See `inputHash`. */
  readonly inputHash: string;
  readonly correlationId: string;
  /** What caused it; the command itself when absent. */
  readonly causationId?: string;
  readonly actor?: string;
  /** The revision that the caller's `If-Match` wants the stream to have. */
  readonly ifMatch?: bigint;
}

/** What a command led to. */
export interface Answer {
  readonly commandId: string;
  readonly stream: string;
  /** Of the command's last event; of the stream when there was nothing to do. -1: the stream is empty. */
  readonly revision: bigint;
  /** A position at which the command's events are in the log: a query at least there sees them. */
  readonly position: bigint;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  /** The events with what they say. Of a command that was known already they are read from the stream, when it is asked for. */
  readonly data: () => Promise<readonly DomainEvent[]>;
  /** The command was known already; this is its first answer. */
  readonly repeated: boolean;
}

/** An answer as far as the stream's history tells it. */
export type KnownAnswer = Omit<Answer, 'repeated' | 'data'>;

/** The caller's `If-Match` does not hold (HTTP 412). */
export class RevisionMismatch extends Error {
  constructor(
    readonly stream: string,
    readonly expected: bigint,
    readonly actual: bigint,
  ) {
    super(`${stream} is at revision ${actual}, not ${expected}`);
    this.name = 'RevisionMismatch';
  }
}

/** Other writers kept winning; the command may be sent again (HTTP 409). */
export class RevisionClash extends Error {
  constructor(readonly stream: string) {
    super(`${stream} kept changing while the command was decided`);
    this.name = 'RevisionClash';
  }
}
