import { Controller, Get, Res, type OnModuleInit } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Logger, Metrics, parkedDeadlines, type ProjectionLag } from '@usance/platform';
import { ReadModels } from '@usance/projections';
import type { FastifyReply } from 'fastify';
import { ReadinessProbe } from './readiness';

@Controller('metrics')
@ApiTags('operations')
export class MetricsController implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: ReadinessProbe,
    private readonly models: ReadModels,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.metrics.watchLag(() => this.known('the lag of the projections', () => this.lag()));
    this.metrics.watchParked(() => this.known('what is set aside of the deadlines', () => parkedDeadlines(this.models)));
  }

  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Figures of this process for Prometheus.' })
  @ApiResponse({ status: 200, content: { 'text/plain': { schema: { type: 'string' } } } })
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  private async lag(): Promise<ProjectionLag[]> {
    return (await this.readiness.projections()).map(({ name, lag }) => ({ name, lag: Number(lag) }));
  }

  /** The other figures are answered also while a server is away. */
  private async known<Figure>(what: string, read: () => Promise<Figure[]>): Promise<Figure[]> {
    try {
      return await read();
    } catch (error) {
      this.logger.warn({ err: error }, `${what} is not known`);
      return [];
    }
  }
}
