import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@usance/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, type Problem } from './problem';

const RETRY_AFTER_SECONDS = '1';

/** Every error leaves as RFC 9457 problem details. What is unforeseen is logged under the correlation id; the caller sees none of it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status === 500)
      this.logger.error({ err: error, correlationId: request.id, method: request.method }, 'unforeseen error');
    if (!reply.sent && !reply.raw.headersSent) sendProblem(reply, problem);
  }
}

/** Answers with the problem. */
export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  // As bytes: to text Fastify adds a charset, and application/problem+json knows none.
  void reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
};
