import { REFUSALS, Refusal, toWire } from '@usance/domain';
import { RevisionClash, RevisionMismatch, StoreUnavailable } from '@usance/event-store';
import { OtherVersionAnswers, QueryError, ReadSideSilent } from '@usance/projections';
import { fault, InvalidRequest, type FaultCode } from './fault';

/** Why the edge turns a request away, by code: the HTTP status and a short title. Rules of the trade have codes of their own, all 422. */
export const EDGE = {
  VALIDATION_FAILED: [400, 'The request is malformed'],
  ROUTE_UNKNOWN: [404, 'No such route'],
  COMMAND_UNKNOWN: [404, 'No such command'],
  NOT_FOUND: [404, 'Nothing has this id'],
  REQUEST_TIMEOUT: [408, 'The request took too long to arrive'],
  REVISION_CLASH: [409, 'The stream kept changing'],
  REVISION_MISMATCH: [412, 'The stream is at another revision'],
  BODY_TOO_LARGE: [413, 'The body is too large'],
  URL_TOO_LONG: [414, 'The address is too long'],
  MEDIA_TYPE_UNSUPPORTED: [415, 'The content type is not taken here'],
  HEADERS_TOO_LARGE: [431, 'Address and headers are too large'],
  INTERNAL_ERROR: [500, 'Something went wrong here'],
  STORE_UNAVAILABLE: [503, 'The store cannot be reached'],
  NOT_YET_PROJECTED: [503, 'The read model is not that far yet'],
  STOPPING: [503, 'The service is stopping'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type EdgeCode = keyof typeof EDGE;

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable; of a rule (422) or of the edge. */
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: FaultCode; readonly detail: string }[];
  /** The figures that the rule looked at; Money as in requests. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Turned away at the edge. */
export class EdgeProblem extends Error {
  constructor(
    readonly code: EdgeCode,
    detail: string,
  ) {
    super(detail);
    this.name = 'EdgeProblem';
  }
}

/** Any error as the problem that the caller sees. What is not known is a 500 that tells nothing of the inside. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Refusal) return refused(error);
  if (error instanceof InvalidRequest) {
    const errors = error.faults.map(({ path, code, detail }) => ({ field: path, code, detail }));
    return { ...edge('VALIDATION_FAILED', 'See errors: each names the field and says what to send.'), errors };
  }
  if (error instanceof QueryError) return problemOf(malformedQuery(error));
  if (error instanceof EdgeProblem) return edge(error.code, error.message);
  if (error instanceof OtherVersionAnswers) return edge('NOT_YET_PROJECTED', `${error.message}.`);
  if (error instanceof RevisionMismatch) {
    const { stream, expected, actual } = error;
    const facts = { stream, expected: String(expected), actual: String(actual) };
    return { ...edge('REVISION_MISMATCH', 'Read the stream again, then send the command with its revision.'), facts };
  }
  if (error instanceof RevisionClash)
    return edge('REVISION_CLASH', 'Other writers kept winning. Send the command again with the same key.');
  if (error instanceof StoreUnavailable)
    return edge(
      'STORE_UNAVAILABLE',
      'A store is away, or did not answer in time. Send it again, a command with the same key: nothing is done twice.',
    );
  if (isDatabaseAway(error)) return edge('STORE_UNAVAILABLE', 'The read models cannot be reached. Ask again in a moment.');
  return edgeOfStatus(statusOf(error));
};

const refused = ({ code, facts }: Refusal): Problem => ({
  type: typeOf(code),
  title: code[0] + code.slice(1).toLowerCase().replaceAll('_', ' '),
  status: 422,
  detail: REFUSALS[code],
  code,
  facts: toWire(facts),
});

const malformedQuery = ({ code, facts }: QueryError): InvalidRequest =>
  code === 'CURRENCY_NEEDED'
    ? new InvalidRequest(fault(code, `The books are in several currencies. Name one of ${String(facts.currencies)}.`, 'currency'))
    : new InvalidRequest(fault(code, 'It is no nextCursor of this table. Start without a cursor.', 'cursor'));

/** The driver's errors by name, for only the read side knows their classes. */
const isDatabaseAway = (error: unknown): boolean =>
  error instanceof ReadSideSilent ||
  (error instanceof Error &&
    /^Mongo(ServerSelection|Network|NetworkTimeout|PoolCleared|NotConnected|TopologyClosed|ClientClosed)Error$/.test(error.name));

const edge = (code: EdgeCode, detail: string): Problem => {
  const [status, title] = EDGE[code];
  return { type: typeOf(code), title, status, detail, code };
};

const typeOf = (code: string): string => `urn:usance:problem:${code.toLowerCase().replaceAll('_', '-')}`;

/** Errors of the framework say a status: Fastify as `statusCode`, Nest through `getStatus`. */
const statusOf = (error: unknown): number => {
  const { statusCode, status } = (typeof error === 'object' && error !== null ? error : {}) as {
    statusCode?: unknown;
    status?: unknown;
  };
  if (typeof statusCode === 'number') return statusCode;
  return typeof status === 'number' ? status : 500;
};

const edgeOfStatus = (status: number): Problem => {
  switch (status) {
    case 400:
      return problemOf(new InvalidRequest(fault('MALFORMED_REQUEST', 'The request cannot be read. Send it whole.', 'request')));
    case 404:
      return edge('ROUTE_UNKNOWN', 'There is no such route; /docs lists them all.');
    case 413:
      return edge('BODY_TOO_LARGE', 'A body has at most 1 MiB. Send more commands as application/x-ndjson.');
    case 414:
      return edge('URL_TOO_LONG', 'Shorten the address.');
    case 415:
      return edge('MEDIA_TYPE_UNSUPPORTED', 'Send application/json; a batch of commands as application/x-ndjson.');
    case 503:
      return edge('STOPPING', 'Send the request again in a moment.');
    default:
      return edge('INTERNAL_ERROR', 'It is logged under the correlation id of this answer.');
  }
};
