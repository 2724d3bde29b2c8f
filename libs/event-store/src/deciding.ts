import { Refusal, type DomainEvent } from '@usance/domain';
import { RevisionMismatch, type Answer, type Command } from './command';
import { eventId } from './event-id';
import type { NewEvent } from './event-store';
import type { HeldStream } from './held-stream';

/** How one command came out, should the append of its group succeed. */
export type Verdict =
  | { readonly kind: 'decided'; readonly events: readonly NewEvent[]; readonly lastRevision: bigint }
  | { readonly kind: 'known'; readonly answer: Omit<Answer, 'repeated'> }
  /** Given twice within the group: the same as that verdict. */
  | { readonly kind: 'twin'; readonly of: number }
  | { readonly kind: 'refused'; readonly error: unknown };

/** The verdicts on the first commands of a group, and all that they append. */
export interface Plan {
  readonly verdicts: readonly Verdict[];
  readonly events: readonly NewEvent[];
  /** The state after all of it. */
  readonly state: unknown;
}

/** An append stays below the 32 events that a live subscriber's buffer holds, unless one command alone needs more. */
const EVENTS_PER_APPEND = 24;

/** A command, and what its rule needs to know from outside its stream. */
export interface Informed {
  readonly command: Command;
  readonly facts: unknown;
}

/** Decides commands one after another, each on the state that the one before left. Touches nothing. */
export const decideAll = (stream: HeldStream, commands: readonly Informed[]): Plan => {
  const verdicts: Verdict[] = [];
  const decided: { command: Command; events: readonly DomainEvent[] }[] = [];
  const inGroup = new Map<string, { readonly index: number; readonly inputHash: string }>();
  let { state, revision } = stream;
  let count = 0;
  for (const { command, facts } of commands) {
    const verdict = decideOne(stream, { state, revision, inGroup }, command, facts);
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
  return { ...addressed(stream, verdicts, decided, revision), state };
};

interface SoFar {
  readonly state: unknown;
  readonly revision: bigint;
  readonly inGroup: ReadonlyMap<string, { readonly index: number; readonly inputHash: string }>;
}

const decideOne = (
  { name, history, context }: HeldStream,
  { state, revision, inGroup }: SoFar,
  command: Command,
  facts: unknown,
): Verdict | DomainEvent[] => {
  const { commandId, inputHash, ifMatch } = command;
  const known = history.answer(name, commandId);
  if (known) return history.hashOf(commandId) === inputHash ? { kind: 'known', answer: known } : keyReused(commandId);
  const twin = inGroup.get(commandId);
  if (twin) return twin.inputHash === inputHash ? { kind: 'twin', of: twin.index } : keyReused(commandId);
  if (ifMatch !== undefined && ifMatch !== revision)
    return { kind: 'refused', error: new RevisionMismatch(name, ifMatch, revision) };
  try {
    const { commands, internal } = context.decider;
    const decide = (commands[command.name] ?? internal?.[command.name]) as
      ((state: unknown, payload: unknown, facts: unknown) => readonly DomainEvent[]) | undefined;
    if (!decide) throw new Error(`the ${context.decider.category} context has no command ${command.name}`);
    return [...decide(state, command.payload, facts)];
  } catch (error) {
    return { kind: 'refused', error };
  }
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
): Omit<Plan, 'state'> => {
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
