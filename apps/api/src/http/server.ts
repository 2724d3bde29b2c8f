import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault, InvalidRequest } from './fault';
import { EdgeProblem, problemOf } from './problem';
import { sendProblem } from './problem.filter';
import { printable } from './rules';
import { answerUnreadable } from './unreadable';

/** Bytes of a JSON body. */
export const BODY_LIMIT = 1_048_576;
/** The one route that takes NDJSON. */
export const BATCH_ROUTE = '/v1/sellers/:seller/commands';
const LONGEST_PARAMETER = 512;

/**
 * Fastify as the api uses it: two content types and no others, bodies as JSON.parse reads them, the caller's correlation id
 * as the request's id.
 */
export const createAdapter = (): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: correlationId,
    // What still comes in over an open connection while the service stops is finished, and the connection closed.
    return503OnClosing: false,
    // The router's own complaints (an address that cannot be decoded) reach no error handler.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply.header('x-correlation-id', request.id), problemOf(error.code === 'FST_ERR_BAD_URL' ? BAD_PATH : error)),
    clientErrorHandler: answerUnreadable,
    http: { requireHostHeader: false }, // for Node would answer that one by itself
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseJson(request, body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('application/x-ndjson', (request, payload, done) => {
    const problem = request.routeOptions.url === BATCH_ROUTE ? notPlain(request) : unsupported('Send application/json.');
    if (problem) done(problem);
    else done(null, payload);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-correlation-id', request.id);
    const { httpVersion, headers } = request.raw;
    if (httpVersion === '1.1' && headers.host === undefined) done(NO_HOST);
    // Said before the body is looked at, which no route would take.
    else if (request.is404) done(new EdgeProblem('ROUTE_UNKNOWN', 'There is no such route; /docs lists them all.'));
    else done();
  });
  return adapter;
};

const BAD_PATH = new InvalidRequest(
  fault('MALFORMED_PATH', 'It has a % without two hexadecimal digits. Write % as %25.', 'path'),
);
const NO_HOST = new InvalidRequest(fault('REQUIRED', 'HTTP/1.1 wants the host that is meant.', 'Host'));

/** The caller's, when it is printable; else a fresh one. */
const correlationId = (request: IncomingMessage): string => {
  const given = request.headers['x-correlation-id'];
  return printable.faults(given).length === 0 ? (given as string) : randomUUID();
};

const unsupported = (detail: string): EdgeProblem => new EdgeProblem('MEDIA_TYPE_UNSUPPORTED', detail);

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/gi;

/** Why the body is not plain UTF-8: it is compressed, or says another charset. */
const notPlain = ({ headers }: FastifyRequest): EdgeProblem | undefined => {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = headers;
  if (encoding.toLowerCase() !== 'identity')
    return unsupported('Content-Encoding: send the body uncompressed, and leave the header out.');
  const charsets = [...type.matchAll(CHARSET)].map(([, charset = '']) => charset.toLowerCase());
  return charsets.every((charset) => charset === 'utf-8')
    ? undefined
    : unsupported('Content-Type: send the body in UTF-8, and name that charset or none.');
};

const parseJson = (request: FastifyRequest, body: Buffer): unknown => {
  if (request.routeOptions.url === BATCH_ROUTE) throw unsupported('Send the batch as application/x-ndjson.');
  const problem = notPlain(request);
  if (problem) throw problem;
  if (body.length === 0) throw new InvalidRequest(fault('MALFORMED_JSON', 'The body is empty. Send a JSON object.', 'body'));
  if (!isUtf8(body)) throw new InvalidRequest(fault('MALFORMED_JSON', 'The body is not UTF-8.', 'body'));
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw new InvalidRequest(fault('MALFORMED_JSON', `The body is no JSON: ${(error as SyntaxError).message}.`, 'body'));
  }
};
