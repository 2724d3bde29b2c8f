import type { Approver, MoneyJson } from '@usance/domain';

/** A person and a level in one field of a CSV line; one word that stands in their place, as it is. */
export const signature = (approver: Approver | 'policy' | undefined): string | undefined =>
  typeof approver === 'object' ? `${approver.name} (${approver.level})` : approver;

/** The codes of reasons in one field of a CSV line. */
export const codesOf = (reasons: readonly { readonly code: string }[]): string => reasons.map(({ code }) => code).join(' ');

/** Amounts of several currencies in one field of a CSV line. */
export const amountsOf = (amounts: readonly MoneyJson[]): string =>
  amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' ');
