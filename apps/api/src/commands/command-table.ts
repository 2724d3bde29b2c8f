import { commandsOf } from '@usance/domain';
import { accountRequests } from '../account/account.requests';
import { buyerRequests, mergesRequests } from '../buyer/buyer.requests';
import { countryRequests } from '../country/country.requests';
import { claimRequests, policyRequests } from '../insurance/insurance.requests';
import { indexRequests, settingsRequests } from '../settings/settings.requests';
import type { CommandRequest, Requests } from './requests-for';

/** Every command at the edge, by name. Routes, OpenAPI paths, bus handlers and the batch come from this one table. */
export const commandTable: ReadonlyMap<string, CommandRequest> = new Map(
  Object.entries<CommandRequest>({
    ...buyerRequests,
    ...mergesRequests,
    ...countryRequests,
    ...accountRequests,
    ...settingsRequests,
    ...indexRequests,
    ...policyRequests,
    ...claimRequests,
  } satisfies Requests),
);

/** Stops the start when a command of the domain has no request class, or a request class no command. */
export const mustMatch = (table: ReadonlyMap<string, unknown>, commands: ReadonlyMap<string, unknown> = commandsOf()): void => {
  const unreachable = [...commands.keys()].filter((name) => !table.has(name));
  const meaningless = [...table.keys()].filter((name) => !commands.has(name));
  if (unreachable.length > 0) throw new Error(`commands without a request class: ${unreachable.join(', ')}`);
  if (meaningless.length > 0) throw new Error(`request classes without a command: ${meaningless.join(', ')}`);
};
