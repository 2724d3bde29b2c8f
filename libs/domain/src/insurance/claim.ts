import { decider, type CalendarDate, type Decide, type Money, type RefusalCode } from '../shared';
import { fileClaim } from './file-claim';
import type { ClaimEvent, PolicyTerms } from './insurance.events';

/** A claim on a policy; unfiled until it is filed. */
export interface Claim {
  readonly status: 'unfiled' | 'filed';
}

/** An invoice, in the words of a claim, as the account showed it when the claim was decided. */
export interface InvoiceSeen {
  readonly open: Money;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly shippedOn?: CalendarDate;
  readonly disputed: boolean;
  /** The limit in force for the buyer when the goods were shipped, or why there was none. */
  readonly limit: Money | RefusalCode;
}

/** What a claim's rule knows from outside its stream. */
export interface ClaimFacts {
  readonly policy?: PolicyTerms;
  readonly policyRevision: bigint;
  /** Whether the buyer is registered. */
  readonly buyerKnown: boolean;
  readonly accountRevision: bigint;
  readonly accountCurrency?: string;
  readonly invoice: (invoiceId: string) => InvoiceSeen | undefined;
}

export type DecideClaim<Command> = Decide<Claim, Command, ClaimEvent, ClaimFacts>;

/** Folds one event into the claim. */
export const evolveClaim = (_claim: Claim, event: ClaimEvent): Claim => {
  switch (event.type) {
    case 'ClaimFiled':
      return { status: 'filed' };
  }
};

/** The claim's context: stream `claim-<seller>.<claimId>`. */
export const claim = decider<Claim, ClaimEvent, ClaimFacts>()({
  category: 'claim',
  stateVersion: 1,
  id: 'claimId',
  initial: { status: 'unfiled' },
  evolve: evolveClaim,
  commands: { FileClaim: fileClaim },
});
