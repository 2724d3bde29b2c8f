import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Answer, Command } from '@usance/event-store';
import { Metrics } from '@usance/platform';
import { problemOf } from '../http/problem';
import { forTheBus } from './bus';

/** Puts validated commands on the bus, and counts what becomes of them. */
@Injectable()
export class Dispatcher {
  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
  ) {}

  async execute(command: Command): Promise<Answer> {
    try {
      const answer = await this.bus.execute<{ command: Command }, Answer>(forTheBus(command));
      this.metrics.commands.inc({ command: command.name, outcome: outcomeOf(answer) });
      return answer;
    } catch (error) {
      this.metrics.commands.inc({ command: command.name, outcome: problemOf(error).code });
      throw error;
    }
  }
}

const outcomeOf = ({ events, repeated }: Answer): string => {
  if (repeated) return 'repeated';
  return events.length > 0 ? 'done' : 'nothing_to_do';
};
