import { readCommand } from '../commands/read-command';
import { InvalidRequest } from '../http/fault';

/** What is at fault with a body of a command: the path and the code of each fault; none when it is taken. */
export const faultsOf = (command: string, body: unknown): string[] => {
  try {
    readCommand(command, body, { seller: 'acme', correlationId: 'C1' });
  } catch (error) {
    if (error instanceof InvalidRequest) return error.faults.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
  return [];
};
