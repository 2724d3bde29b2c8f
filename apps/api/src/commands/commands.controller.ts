import { Controller, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { commandsOf } from '@usance/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EdgeProblem } from '../http/problem';
import { answerJson, statusOf, type CommandAnswer } from './answer';
import { commandTable } from './command-table';
import { describeCommand } from './command.openapi';
import { Dispatcher } from './dispatcher';
import { readCommand, readEnvelope } from './read-command';

type Handler = (this: CommandsController, seller: string, request: FastifyRequest, reply: FastifyReply) => Promise<CommandAnswer>;

/** `POST /v1/sellers/{seller}/commands/{Name}`, a route for each command of the table. */
@Controller('v1/sellers/:seller/commands')
export class CommandsController {
  constructor(readonly dispatcher: Dispatcher) {}

  /** Takes what is no command's name. */
  @Post(':name')
  @ApiExcludeEndpoint()
  unknown(@Param('name') name: string): never {
    throw new EdgeProblem('COMMAND_UNKNOWN', `There is no command ${name.slice(0, 80)}; /docs lists them all.`);
  }
}

const handlerOf = (name: string): Handler =>
  async function (this: CommandsController, seller, request, reply) {
    const command = readCommand(name, request.body, readEnvelope(seller, request.id, request.headers));
    const answer = await this.dispatcher.execute(command);
    if (answer.repeated) reply.header('idempotency-hit', 'true');
    if (answer.revision >= 0n) reply.header('etag', `"${answer.revision}"`);
    reply.status(statusOf(answer));
    return answerJson(answer, commandTable.get(name)?.[2]);
  };

const addRoute = (controller: Type<CommandsController>, name: string): void => {
  const prototype = controller.prototype as object;
  const method: PropertyDescriptor = { value: handlerOf(name), writable: true, configurable: true };
  Object.defineProperty(prototype, name, method);
  Param('seller')(prototype, name, 0);
  Req()(prototype, name, 1);
  Res({ passthrough: true })(prototype, name, 2);
  for (const decorate of [Post(name), ApiTags(commandsOf().get(name)?.decider.category ?? 'commands'), describeCommand(name)])
    decorate(prototype, name, method);
};

for (const name of commandTable.keys()) addRoute(CommandsController, name);
