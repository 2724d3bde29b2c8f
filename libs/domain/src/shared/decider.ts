/** A fact of the trade, in the past tense. `type` is the explicit name that is stored. */
export interface DomainEvent<Type extends string = string, Data = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * The rule of one command: from what is (state), what is asked (command) and what is known from outside the stream (facts),
 * to what happens. No events: there is nothing to do. A broken rule throws a `Refusal`. Pure: no clock, no random, no I/O.
 */
export type Decide<State, Command, Event extends DomainEvent, Facts = unknown> = (
  state: State,
  command: Command,
  facts: Facts,
) => readonly Event[];

/** One context's rules: how its state follows from its events, and the only list of its commands. */
export interface Decider<
  State = unknown,
  Event extends DomainEvent = DomainEvent,
  Facts = unknown,
  Commands = CommandTable<State, Event, Facts>,
> {
  /** First part of the stream's name: `account` in `account-acme.B7`. */
  readonly category: string;
  /** Raised when the shape of the state changes, so that snapshots of the old shape are not read. */
  readonly stateVersion: number;
  /** The field of every command that names its stream, `buyerId` for an account; or what makes the name of a command's fields. */
  readonly id: string | ((command: Payload) => string);
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly commands: Commands;
  /** What only the system sends: what the day brings, what follows from other events. No caller can. */
  readonly internal?: CommandTable<State, Event, Facts>;
}

/** A command's payload, as far as its stream's name is in it. */
export type Payload = Readonly<Record<string, unknown>>;

/** Which stream of its context a command writes. */
export const entityOf = ({ id }: Pick<Decider, 'id'>, command: Payload): string =>
  typeof id === 'string' ? String(command[id]) : id(command);

// Method syntax, so that a rule for a narrower command fits the table.
export type CommandTable<State, Event extends DomainEvent, Facts> = Readonly<
  Record<string, { decide(state: State, command: never, facts: Facts): readonly Event[] }['decide']>
>;

/** Checks a context's table against its own types and keeps the names of its commands. */
export const decider =
  <State, Event extends DomainEvent, Facts = unknown>() =>
  <Commands extends CommandTable<State, Event, Facts>>(
    definition: Decider<State, Event, Facts, Commands>,
  ): Decider<State, Event, Facts, Commands> =>
    definition;

/**
 * An event that a fold does not know: the compiler names it while a case is missing; at run time it is one of a later release, and going on
 * without it would make every decision after it wrong.
 */
export const unknownEvent = (event: never): never => {
  throw new Error(`no rule says what ${(event as DomainEvent).type} means: a later release wrote it`);
};
