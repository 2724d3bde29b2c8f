import type { Context, DomainEvent } from '@usance/domain';

/** A command's rule in a specification: what it leads to after what has happened in its stream. */
export type SpecRule = (happened: readonly DomainEvent[], payload: Readonly<Record<string, unknown>>) => readonly DomainEvent[];

/** A context whose state is all that happened, with these rules: for specifications of what stands on any rules. */
export const contextOf = (category: string, id: string, rules: Readonly<Record<string, SpecRule>> = {}): Context => ({
  decider: {
    category,
    stateVersion: 1,
    id,
    initial: [],
    evolve: (state: unknown, event) => [...(state as readonly DomainEvent[]), event],
    commands: {},
    internal: rules,
  },
  reads: () => ({}),
  facts: () => undefined,
});
