import type { RefusalCode } from './refusals';

/**
 * A rule of the trade says no. Nothing is stored and the command's key is not used up.
 * `code` is stable and listed in the catalogue; `facts` are the figures that the rule looked at, so that the caller can act.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}
