import type { Decider, DomainEvent, Payload, SeenRevisions } from '../shared';

/** Names a stream of the same seller. */
export interface StreamRef {
  readonly category: string;
  readonly id: string;
}

/** The day that the business lives in, for rules that ask: a calendar date. No stream of the seller's; a runner is told where it is kept. */
export const BUSINESS_DAY: StreamRef = { category: 'businessDay', id: 'clock' };

/** A state and the revision at which it was read, -1 when the stream is empty; and the position of the newest event in it. */
export interface Seen<State = unknown> {
  readonly state: State;
  readonly revision: bigint;
  readonly position: bigint;
}

/** What was seen, by what it is to the command. */
export type Looked = Readonly<Record<string, Seen | undefined>>;

/** A command, as far as the model looks into it. */
export interface AskedOfModel {
  readonly name: string;
  readonly payload: Payload;
}

/** A context, and what its rules need to know from other streams: which ones, and in which words they are told. */
export interface Context {
  readonly decider: Decider<unknown, DomainEvent, unknown>;
  /**
   * The streams to look at before a command is decided on the state, by what they are to it. Asked again with what was seen, until
   * nothing is new: the country of a buyer is known once its file is.
   */
  readonly reads: (
    state: unknown,
    command: AskedOfModel,
    seen: Readonly<Record<string, Seen>>,
  ) => Readonly<Record<string, StreamRef>>;
  /** What was seen there, in the context's own words; `self` is the command's own stream. */
  readonly facts: (seen: Readonly<Record<string, Seen>>, self: Omit<Seen, 'state'>, command: AskedOfModel) => unknown;
}

/** What a context says of another's streams, in types; the runner only passes it through. */
export interface Joined<State, Facts, Others extends object> {
  readonly decider: { readonly initial: State; readonly commands: object };
  readonly reads: (
    state: State,
    command: AskedOfModel,
    seen: { readonly [Name in keyof Others]?: Seen<Others[Name]> },
  ) => Partial<Record<keyof Others, StreamRef>>;
  readonly facts: (
    seen: { readonly [Name in keyof Others]?: Seen<Others[Name]> },
    self: Omit<Seen, 'state'>,
    command: AskedOfModel,
  ) => Facts;
}

/** A context among the others. */
export const joined = <State, Facts = undefined, Others extends object = object>({
  decider,
  reads = () => ({}),
  facts = () => undefined as Facts,
}: Pick<Joined<State, Facts, Others>, 'decider'> & Partial<Joined<State, Facts, Others>>): Context =>
  ({ decider, reads, facts }) as unknown as Context;

/** The revisions of what was looked at, as an event keeps them. */
export const revisionsOf = (seen: Looked): SeenRevisions =>
  Object.fromEntries(Object.entries(seen).flatMap(([name, at]) => (at ? [[name, String(at.revision)]] : [])));
