import type { Logger, Metrics } from '@usance/platform';
import type { FastifyInstance } from 'fastify';

/**
 * A line and a measurement for each answer: route, status, time and correlation id; never a body, never an address with its query.
 * What is not there yet, or away for a while (503), is a warning; a fault of ours is an error.
 */
export const watchRequests = (fastify: FastifyInstance, logger: Logger, metrics: Metrics): void => {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, id: correlationId } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode: status, elapsedTime } = reply;
    metrics.requests.observe({ method, route, status: String(status) }, elapsedTime / 1000);
    const line = { correlationId, method, route, status, ms: Math.round(elapsedTime * 10) / 10 };
    if (status === 503) logger.warn(line, 'request');
    else if (status >= 500) logger.error(line, 'request');
    else if (status >= 400) logger.info(line, 'request');
    else logger.debug(line, 'request');
    done();
  });
};
