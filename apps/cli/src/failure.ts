/** Something that the user can put right: its message is all that is printed, and the process ends with the code. */
export class Failure extends Error {
  override readonly name: string = 'Failure';

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** The ways in which a command ends. */
export const EXIT = { done: 0, failed: 1, someRefused: 2, interrupted: 130 } as const;
