import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { fromWire } from '@usance/domain';
import { inputHash, type Command } from '@usance/event-store';
import { fault, InvalidRequest, NO_FAULTS, type Fault } from '../http/fault';
import { EdgeProblem } from '../http/problem';
import { readBody } from '../http/request';
import * as rules from '../http/rules';
import { commandTable } from './command-table';

/** Who asks, and how: all of a command but what it says. */
export interface Envelope {
  readonly seller: string;
  /** The caller's idempotency key; a fresh id when there is none. */
  readonly key?: string;
  readonly correlationId: string;
  readonly actor?: string;
  /** The revision that the command's stream must have. */
  readonly ifMatch?: bigint;
}

/** The headers that a command may carry. Refused, 400, with the header's name as the field. */
export const readEnvelope = (seller: string, correlationId: string, headers: IncomingHttpHeaders): Envelope => {
  const { 'idempotency-key': key, 'if-match': ifMatch, 'x-actor': actor, 'x-correlation-id': given } = headers;
  const faults = [
    ...rules.seller.faults(seller).map((each) => ({ ...each, path: 'seller' })),
    ...printable('Idempotency-Key', key),
    ...printable('X-Actor', actor),
    ...printable('X-Correlation-Id', given),
    ...(ifMatch === undefined || REVISION.test(ifMatch)
      ? NO_FAULTS
      : fault('MALFORMED_HEADER', 'Send one revision in quotes, such as "7".', 'If-Match')),
  ];
  if (faults.length > 0) throw new InvalidRequest(faults);
  return {
    seller,
    key: key as string | undefined,
    correlationId,
    actor: actor as string | undefined,
    ifMatch: ifMatch === undefined ? undefined : BigInt(ifMatch.slice(1, -1)),
  };
};

/** The runtime puts a UUID together from twenty strings and keeps them all; a copy is one. The account remembers its commands' ids for long. */
const freshId = (): string => Buffer.from(randomUUID(), 'latin1').toString('latin1');

const REVISION = /^"(?:0|[1-9]\d{0,17})"$/;

const printable = (header: string, value: unknown): readonly Fault[] =>
  value === undefined || rules.printable.faults(value).length === 0
    ? NO_FAULTS
    : fault('MALFORMED_HEADER', 'Send 1-255 printable ASCII characters.', header);

/** A body as the command that goes to its stream. Refused with 404 for an unknown command, 400 for a body that it cannot have. */
export const readCommand = (name: string, body: unknown, { seller, key, correlationId, actor, ifMatch }: Envelope): Command => {
  const request = commandTable.get(name);
  if (!request) throw new EdgeProblem('COMMAND_UNKNOWN', 'There is no such command; /docs lists them all.');
  const payload = fromWire<Record<string, unknown>>({ ...readBody(request[0], body) });
  return {
    seller,
    name,
    payload,
    commandId: key ?? freshId(),
    inputHash: inputHash(name, payload),
    correlationId,
    ...(actor !== undefined && { actor }),
    ...(ifMatch !== undefined && { ifMatch }),
  };
};
