import { Controller, Get, Res, type OnModuleInit } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Logger, Metrics, type ProjectionLag } from '@usance/platform';
import type { FastifyReply } from 'fastify';
import { ReadinessProbe } from './readiness';

@Controller('metrics')
@ApiTags('operations')
export class MetricsController implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: ReadinessProbe,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.metrics.watchLag(() => this.lag());
  }

  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Figures of this process for Prometheus.' })
  @ApiResponse({ status: 200, content: { 'text/plain': { schema: { type: 'string' } } } })
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  /** The other figures are answered also while a server is away. */
  private async lag(): Promise<ProjectionLag[]> {
    try {
      return (await this.readiness.projections()).map(({ name, lag }) => ({ name, lag: Number(lag) }));
    } catch (error) {
      this.logger.warn({ err: error }, 'the lag of the projections is not known');
      return [];
    }
  }
}
