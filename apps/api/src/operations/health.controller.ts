import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReadinessProbe, type Readiness } from './readiness';

class ProjectionState {
  @ApiProperty({ type: 'string' })
  name!: string;

  @ApiProperty({
    enum: ['running', 'building', 'stopped', 'unowned'],
    description: 'building: a new version that does not answer yet. unowned: no worker keeps it level.',
  })
  state!: string;

  @ApiProperty({ type: 'string' })
  position!: string;

  @ApiProperty({ type: 'string', description: 'The part of the log, in positions, that it does not hold yet.' })
  lag!: string;

  @ApiPropertyOptional({ type: 'string', description: 'Why it stopped.' })
  reason?: string;
}

class ReadinessAnswer {
  @ApiProperty({ type: 'boolean' })
  ready!: boolean;

  @ApiProperty({ type: 'boolean', description: 'Whether every projection holds all that is recorded.' })
  level!: boolean;

  @ApiProperty({ enum: ['up', 'down'] })
  eventStore!: string;

  @ApiProperty({ enum: ['up', 'down'] })
  readModels!: string;

  @ApiProperty({ type: [ProjectionState] })
  projections!: ProjectionState[];
}

@Controller('health')
@ApiTags('operations')
export class HealthController {
  constructor(private readonly readiness: ReadinessProbe) {}

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'Whether the process answers at all.' })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({
    operationId: 'ready',
    summary: 'Whether commands and queries can be answered, and how far each projection is.',
    description:
      'A projection that is behind is no reason not to be ready: queries are answered from it, each with its position, and it keeps no command ' +
      'from being taken. `level` says whether any is behind, `lag` of each how far. Who needs an answer that is new enough asks with `atLeast`.',
  })
  @ApiResponse({ status: 200, type: ReadinessAnswer })
  @ApiResponse({ status: 503, type: ReadinessAnswer, description: 'A server is away, or a projection is not running.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.read();
    reply.status(readiness.ready ? 200 : 503);
    return readiness;
  }
}
