import type { Type } from '@nestjs/common';
import type { DomainEvent, Wire } from '@usance/domain';

/** What the answer of a command tells beside its events, worked out from what they say. */
export interface Says<Told extends object = object> {
  /** The fields that come to the answer, for OpenAPI. */
  readonly told: Type<Told>;
  /** From the command's events, at least one: the same when the command is repeated. Amounts may stay Money. */
  readonly from: (events: readonly DomainEvent[]) => { readonly [Field in keyof Told]: unknown };
}

/** A command at the edge: the class of its body, one sentence that says what it does, and what its answer tells beside the events. */
export type CommandRequest<Body extends object = object> = readonly [body: Type<Body>, does: string, says?: Says];

/** The requests of a context's commands, by the name of the command. */
export type Requests = Readonly<Record<string, CommandRequest>>;

type PayloadOf<Rule> = Rule extends (state: never, command: infer Command, facts: never) => unknown ? Command : never;

/** The fields of a payload of several kinds, as of one: what not every kind has is optional. */
export type Merged<Payload> = Pick<Payload, keyof Payload> & {
  readonly [Name in Exclude<AnyKey<Payload>, keyof Payload>]?: Payload extends Record<Name, infer Value> ? Value : never;
};

type AnyKey<Payload> = Payload extends unknown ? keyof Payload : never;

/** The class of a body whose fields are the payload's, no more and no less, as they stand in JSON. */
type BodyOf<Class, Payload> =
  Class extends Type<infer Body>
    ? Body extends Wire<Merged<Payload>>
      ? [Exclude<keyof Body, AnyKey<Payload>>] extends [never]
        ? Class
        : never
      : never
    : never;

/**
 * The request class of each command of a context. The compiler refuses a command without one, one without a command, and one
 * whose fields are not the command's.
 */
export const requestsFor =
  <Commands>(_context: { readonly commands: Commands }) =>
  <Classes extends { readonly [Name in keyof Commands]: Type<object> }>(
    requests: {
      readonly [Name in keyof Commands]: readonly [BodyOf<Classes[Name], PayloadOf<Commands[Name]>>, string, Says?];
    } & {
      readonly [Name in keyof Classes]: readonly [Classes[Name], string, Says?];
    } & { readonly [Name in Exclude<keyof Classes, keyof Commands>]: never },
  ): Requests =>
    requests;
