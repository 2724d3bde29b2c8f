/** How much work a run does. */
export interface Size {
  readonly accounts: number;
  readonly commands: number;
  readonly rounds: number;
  /** Events of the long account, and about the length of the log that is rebuilt. */
  readonly longAccount: number;
  /** Lines of the large batch, and open items of the aging query. */
  readonly batchLines: number;
  readonly lagSeconds: number;
  readonly queries: number;
  /** Accounts of the rule run and of the days that are caught up. */
  readonly creditAccounts: number;
  readonly days: number;
}

export const FULL: Size = {
  accounts: 1_000,
  commands: 6_000,
  rounds: 3,
  longAccount: 200_000,
  batchLines: 100_000,
  lagSeconds: 15,
  queries: 60,
  creditAccounts: 10_000,
  days: 400,
};

/** Proves that the bench runs; its figures mean nothing. */
export const QUICK: Size = {
  accounts: 50,
  commands: 300,
  rounds: 1,
  longAccount: 3_000,
  batchLines: 2_000,
  lagSeconds: 2,
  queries: 5,
  creditAccounts: 100,
  days: 90,
};
