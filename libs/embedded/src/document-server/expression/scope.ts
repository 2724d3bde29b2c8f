import { refuse } from '../errors';
import type { Maybe } from '../values/types';

/** The values of variables while something runs; a slot each. One frame serves a whole command: execution is synchronous. */
export type Frame = Maybe[];

/** A compiled expression: the current document (or value) and the frame in, a value or none out. */
export type Run = (root: Maybe, frame: Frame) => Maybe;

/** An expression: how to run it, and, when its value is known beforehand, that value. */
export interface Expr {
  readonly run: Run;
  readonly constant?: { readonly value: Maybe };
}

export const constant = (value: Maybe): Expr => ({ run: () => value, constant: { value } });

type Binding = { readonly slot: number } | { readonly value: Maybe };

/** Which variables an expression may name, and where their values stand. */
export class Scope {
  private constructor(
    private readonly bindings: ReadonlyMap<string, Binding>,
    private readonly slots: { next: number },
    /** `$$NOW`: one moment for the whole command. */
    readonly now: Date,
  ) {}

  static root(variables: Iterable<readonly [string, Maybe]> = [], now = new Date()): Scope {
    const bindings = new Map<string, Binding>([...variables].map(([name, value]) => [name, { value }]));
    return new Scope(bindings, { next: 0 }, now);
  }

  /** A scope with variables whose values are put into slots while running. */
  bind(names: readonly string[]): { scope: Scope; slots: number[] } {
    const bindings = new Map(this.bindings);
    const slots = names.map((name) => {
      const slot = this.slots.next++;
      bindings.set(name, { slot });
      return slot;
    });
    return { scope: new Scope(bindings, this.slots, this.now), slots };
  }

  find(name: string): Binding {
    return this.bindings.get(name) ?? refuse(17276, `Use of undefined variable: ${name}`);
  }
}

/** Refuses names that a user may not give a variable. */
export const checkVariableName = (name: string): string => {
  if (name === '') refuse(16866, 'empty variable names are not allowed');
  if (name !== 'CURRENT' && !/^[a-z\u0080-\uffff]/.test(name))
    refuse(16867, `'${name}' starts with an invalid character for a user variable name`);
  if (!/^[\w\u0080-\uffff]+$/.test(name)) refuse(16868, `'${name}' contains an invalid character for a variable name`);
  return name;
};
