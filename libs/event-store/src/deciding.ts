import { Refusal, type Context, type DomainEvent } from '@usance/domain';
import { RevisionMismatch, type Command, type KnownAnswer } from './command';
import { eventId } from './event-id';
import type { NewEvent } from './event-store';
import type { HeldStream } from './held-stream';
import type { Looks } from './looks';

/** How one command came out, should the append of its group succeed. */
export type Verdict =
  | { readonly kind: 'decided'; readonly events: readonly NewEvent[]; readonly lastRevision: bigint }
  | { readonly kind: 'known'; readonly answer: KnownAnswer }
  /** Given twice within the group: the same as that verdict. */
  | { readonly kind: 'twin'; readonly of: number }
  | { readonly kind: 'refused'; readonly error: unknown };

/** The verdicts on the first commands of a group, and all that they append. */
export interface Plan {
  /** The revision of the stream that it was made at. */
  readonly at: bigint;
  readonly verdicts: readonly Verdict[];
  readonly events: readonly NewEvent[];
  /** The state after all of it. */
  readonly state: unknown;
}

/** An append stays below the 32 events that a live subscriber's buffer holds, unless one command alone needs more. */
export const EVENTS_PER_APPEND = 24;

/**
 * Decides commands one after another, each on the state that the one before left. Touches nothing. Ends before a command whose rule
 * wants to see a stream that is being read: none is decided when that is the first.
 */
export const decideAll = (stream: HeldStream, commands: readonly Command[], looks: Looks): Plan => {
  const verdicts: Verdict[] = [];
  const decided: { command: Command; events: readonly DomainEvent[] }[] = [];
  const inGroup = new Map<string, { readonly index: number; readonly inputHash: string }>();
  const at = stream.revision;
  let { state, revision } = stream;
  let count = 0;
  for (const command of commands) {
    const verdict = decideOne(stream, { state, revision, inGroup, looks }, command);
    if (!verdict) break;
    if (!Array.isArray(verdict)) {
      verdicts.push(verdict);
      continue;
    }
    if (count > 0 && count + verdict.length > EVENTS_PER_APPEND) break;
    state = verdict.reduce((next, event) => stream.context.decider.evolve(next, event), state);
    revision += BigInt(verdict.length);
    count += verdict.length;
    if (verdict.length > 0) inGroup.set(command.commandId, { index: verdicts.length, inputHash: command.inputHash });
    verdicts.push({ kind: 'decided', events: [], lastRevision: revision });
    decided.push({ command, events: verdict });
  }
  return { at, ...addressed(stream, verdicts, decided, revision), state };
};

interface SoFar {
  readonly state: unknown;
  readonly revision: bigint;
  readonly inGroup: ReadonlyMap<string, { readonly index: number; readonly inputHash: string }>;
  readonly looks: Looks;
}

const decideOne = (
  { name, position, history, context }: HeldStream,
  { state, revision, inGroup, looks }: SoFar,
  command: Command,
): Verdict | DomainEvent[] | undefined => {
  const { commandId, inputHash, ifMatch } = command;
  const known = history.answer(name, commandId);
  if (known) return history.hashOf(commandId) === inputHash ? { kind: 'known', answer: known } : keyReused(commandId);
  const twin = inGroup.get(commandId);
  if (twin) return twin.inputHash === inputHash ? { kind: 'twin', of: twin.index } : keyReused(commandId);
  if (ifMatch !== undefined && ifMatch !== revision)
    return { kind: 'refused', error: new RevisionMismatch(name, ifMatch, revision) };
  try {
    const seen = looks.seenBy(context, state, command);
    return seen && decide(context, state, command, context.facts(seen, { revision, position }, command));
  } catch (error) {
    return { kind: 'refused', error };
  }
};

const decide = ({ decider }: Context, state: unknown, { name, payload }: Command, facts: unknown): DomainEvent[] => {
  const { commands, internal } = decider;
  const rule = (commands[name] ?? internal?.[name]) as
    ((state: unknown, payload: unknown, facts: unknown) => readonly DomainEvent[]) | undefined;
  if (!rule) throw new Error(`the ${decider.category} context has no command ${name}`);
  return [...rule(state, payload, facts)];
};

const keyReused = (commandId: string): Verdict => ({
  kind: 'refused',
  error: new Refusal('IDEMPOTENCY_KEY_REUSED', { idempotencyKey: commandId }),
});

/** Gives every event its id and its metadata, now that the end of the append is known. */
const addressed = (
  { name }: HeldStream,
  verdicts: readonly Verdict[],
  decided: readonly { command: Command; events: readonly DomainEvent[] }[],
  through: bigint,
): Omit<Plan, 'at' | 'state'> => {
  const queue = decided.map(({ command, events }) =>
    events.map((event, index): NewEvent => ({
      id: eventId(name, command.commandId, index),
      event,
      metadata: metadataOf(command, through),
    })),
  );
  let next = 0;
  const complete = verdicts.map((verdict) =>
    verdict.kind === 'decided' ? { ...verdict, events: queue[next++] ?? [] } : verdict,
  );
  return { verdicts: complete, events: queue.flat() };
};

const metadataOf = (
  { commandId, inputHash, correlationId, causationId, seller, actor }: Command,
  through: bigint,
): NewEvent['metadata'] => ({
  commandId,
  inputHash,
  $correlationId: correlationId,
  $causationId: causationId ?? commandId,
  seller,
  ...(actor === undefined ? {} : { actor }),
  appendedThrough: through.toString(),
});
