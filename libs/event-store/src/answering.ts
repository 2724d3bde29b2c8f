import type { DomainEvent } from '@usance/domain';
import type { Answer, Command, KnownAnswer } from './command';
import type { Plan } from './deciding';
import type { EventStore } from './event-store';
import type { HeldStream } from './held-stream';

/** How the append of a plan came out. */
export interface Outcome {
  readonly stream: HeldStream;
  /** The position of the last event, or of the stream when nothing was appended. */
  readonly appended: bigint;
  /** The commands that were sent before, and are found in the stream: they are no repeats. */
  readonly sent: ReadonlySet<string>;
  /** Where the events of a command that was known already are read, when they are asked for. */
  readonly store: EventStore;
}

/** The answers to the first commands of a group, or their errors, once the plan for them has gone through. */
export const answersTo = (
  commands: readonly Command[],
  { verdicts }: Plan,
  { stream, appended, sent, store }: Outcome,
): (Answer | { readonly error: unknown })[] =>
  verdicts.map((verdict, index) => {
    if (verdict.kind === 'refused') return { error: verdict.error };
    if (verdict.kind === 'known') {
      const { answer } = verdict;
      return { ...answer, data: () => readAgain(store, answer), repeated: !sent.has(answer.commandId) };
    }
    const of = verdict.kind === 'twin' ? verdict.of : index;
    const decided = verdicts[of];
    if (decided?.kind !== 'decided') throw new Error('a twin of nothing');
    return {
      commandId: commands[of]?.commandId ?? '',
      stream: stream.name,
      revision: decided.lastRevision,
      position: appended,
      events: decided.events.map(({ id, event }) => ({ id, type: event.type })),
      data: () => Promise.resolve(decided.events.map(({ event }) => event)),
      repeated: verdict.kind === 'twin',
    };
  });

/** A command's events lie one after another. */
const readAgain = async (store: EventStore, { stream, revision, events }: KnownAnswer): Promise<readonly DomainEvent[]> => {
  const found: DomainEvent[] = [];
  for await (const page of store.read(stream, revision - BigInt(events.length) + 1n, events.length))
    found.push(...page.map(({ type, data }) => ({ type, data })));
  return found;
};
