import { Readable } from 'node:stream';
import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Logger } from '@usance/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readEnvelope } from '../commands/read-command';
import { fault, InvalidRequest } from '../http/fault';
import { EdgeProblem } from '../http/problem';
import { describeBatch } from './batch.openapi';
import { BatchService } from './batch.service';
import { BATCH_IDLE_MS, endWithAnswer, limitIdleness } from './connection';

const FOR_ONE_COMMAND = ['Idempotency-Key', 'If-Match'];

@Controller('v1/sellers/:seller/commands')
@ApiTags('batch')
export class BatchController {
  constructor(
    private readonly batches: BatchService,
    private readonly logger: Logger,
    @Inject(BATCH_IDLE_MS) private readonly idleMs: number,
  ) {}

  /** Commands as NDJSON, answers as NDJSON in the same order, as they are decided. */
  @Post()
  @HttpCode(200)
  @describeBatch()
  async take(@Param('seller') seller: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!(request.body instanceof Readable))
      throw new EdgeProblem('MEDIA_TYPE_UNSUPPORTED', 'Send the batch as application/x-ndjson.');
    endWithAnswer(request, reply);
    limitIdleness(request, reply, this.idleMs, this.logger);
    const envelope = readEnvelope(seller, request.id, request.headers);
    const misplaced = FOR_ONE_COMMAND.filter((name) => request.headers[name.toLowerCase()] !== undefined);
    if (misplaced.length > 0)
      throw new InvalidRequest(
        misplaced.flatMap((name) => fault('NOT_ALLOWED', 'It belongs to one command; in a batch each line has its own.', name)),
      );
    const answers = Readable.from(this.batches.answers(request.body, envelope), { objectMode: false });
    await reply.header('content-type', 'application/x-ndjson').send(answers);
  }
}
