import type { Logger } from '@usance/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where Nest finds how long a batch may rest in both directions, in milliseconds. */
export const BATCH_IDLE_MS = Symbol('BatchIdleMs');

/** How long a client that has the whole answer may go on sending. */
const LINGER_MS = 2_000;

/**
 * An answer that is complete while the client still sends ends the connection: the client hears the end behind the last answer, and
 * what it sends is passed over for a moment. Cut at once, the connection would be reset, and the answer could be lost on its way.
 */
export const endWithAnswer = ({ raw: request }: FastifyRequest, { raw: answer }: FastifyReply): void => {
  const { socket } = request;
  answer.once('finish', () => {
    if (request.complete) return;
    socket.end();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(cut));
  });
};

/**
 * Cuts a batch that has stood still in both directions for so many milliseconds, and logs why. A client that sends everything before
 * it reads anything would else keep its connection for ever: both sides wait for the other to read.
 */
export const limitIdleness = (request: FastifyRequest, { raw: answer }: FastifyReply, idleMs: number, logger: Logger): void => {
  answer.setTimeout(idleMs, () => {
    const correlationId = request.id;
    logger.warn({ correlationId, idleMs }, 'a batch was cut: its client neither sent nor read for too long');
    request.raw.socket.destroy();
  });
};
