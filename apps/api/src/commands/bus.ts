import type { Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, type Answer, type Command } from '@usance/event-store';
import { commandTable } from './command-table';

/** A validated command on the bus. Each command has a class of its own, by which the bus finds its handler. */
export interface BusCommand {
  readonly command: Command;
}

interface OnTheBus {
  readonly message: Type<BusCommand>;
  readonly handler: Type<ICommandHandler<BusCommand, Answer>>;
}

const named = <Class extends Type<unknown>>(name: string, type: Class): Class =>
  Object.defineProperty(type, 'name', { value: name });

const onTheBus = (name: string): OnTheBus => {
  const message = named(
    name,
    class implements BusCommand {
      constructor(readonly command: Command) {}
    },
  );
  @CommandHandler(message)
  class Handler implements ICommandHandler<BusCommand, Answer> {
    constructor(private readonly runner: CommandRunner) {}

    execute({ command }: BusCommand): Promise<Answer> {
      return this.runner.execute(command);
    }
  }
  return { message, handler: named(`${name}Handler`, Handler) };
};

const bus: ReadonlyMap<string, OnTheBus> = new Map([...commandTable.keys()].map((name) => [name, onTheBus(name)]));

/** The handlers of all commands: each hands its command to the runner. */
export const commandHandlers = [...bus.values()].map(({ handler }) => handler);

/** The command as the bus takes it. */
export const forTheBus = (command: Command): BusCommand => {
  const known = bus.get(command.name);
  if (!known) throw new Error(`no command ${command.name}`);
  return new known.message(command);
};
