import { account, disputedOpen, formatMinor, used, type Account } from '@usance/domain';
import { scenarios } from '../given-when-then';
import { FACTS } from './facts';

export * from './commands';
export * from './credit-commands';
export * from './credit-events';
export * from './events';
export * from './facts';
export * from './journal';

/** An account of a registered buyer with these events, long after them. */
export const given = scenarios(account, FACTS);

/** How the account stands, as a clerk would note it: what is open on each invoice, what is disputed, unapplied, used. */
export const standing = (state: Account): { open: object; disputed: object; unapplied: string; used: string } => {
  const currency = state.currency ?? 'EUR';
  const text = (minor: bigint): string => formatMinor(minor, currency);
  const disputed = state.open.map(disputedOpen).filter((minor) => minor > 0n);
  return {
    open: state.open.map(({ open }) => text(open)).toObject(),
    disputed: disputed.map(text).toObject(),
    unapplied: text(state.balances[currency]?.unapplied ?? 0n),
    used: text(used(state, currency).minor),
  };
};
