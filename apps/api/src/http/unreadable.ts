import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { fault, InvalidRequest } from './fault';
import { EdgeProblem, problemOf } from './problem';

/** What Node makes of bytes that it cannot read; `reason` is the parser's. */
interface ClientError extends Error {
  readonly code?: string;
  readonly reason?: string;
}

/**
 * Answers what cannot be read as a request, and closes the connection. There is no request then, so no route and no filter sees it.
 * An answer that is under way is cut off: a second one in it would be taken for a part of it.
 */
export const answerUnreadable = (error: ClientError, socket: Socket): void => {
  const { _httpMessage: underWay } = socket as Socket & { readonly _httpMessage?: ServerResponse };
  if (!socket.writable || underWay?.headersSent) {
    socket.destroy();
    return;
  }
  const problem = problemOf(whyUnreadable(error));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Correlation-Id: ${randomUUID()}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
};

const whyUnreadable = ({ code, reason, message }: ClientError): Error => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new EdgeProblem('HEADERS_TOO_LARGE', 'Address and headers have at most 16 KiB together. Shorten them.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new EdgeProblem('REQUEST_TIMEOUT', 'The request did not arrive in time. Send it again.');
    default:
      return new InvalidRequest(fault('MALFORMED_REQUEST', `Send an HTTP/1.1 request: ${reason ?? message}.`, 'request'));
  }
};
