import { commandsOf } from '@usance/domain';
import { commandTable, mustMatch } from './command-table';

describe('the table of commands', () => {
  const commands = commandsOf();

  it('has a request class for every command, and no other', () => expect(() => mustMatch(commandTable, commands)).not.toThrow());

  it('stops the start when a command cannot be reached', () => {
    const { IssueInvoice: _left, ...rest } = Object.fromEntries(commandTable);
    expect(() => mustMatch(new Map(Object.entries(rest)), commands)).toThrow('commands without a request class: IssueInvoice');
  });

  it('stops the start when a request class means no command', () =>
    expect(() => mustMatch(new Map([...commandTable, ['PayMe', undefined]]), commands)).toThrow(
      'request classes without a command: PayMe',
    ));
});
