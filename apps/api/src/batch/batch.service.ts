import { Injectable } from '@nestjs/common';
import { Logger } from '@usance/platform';
import { answerJson, statusOf } from '../commands/answer';
import { commandTable } from '../commands/command-table';
import { Dispatcher } from '../commands/dispatcher';
import { readCommand, type Envelope } from '../commands/read-command';
import { fault, InvalidRequest } from '../http/fault';
import { EdgeProblem, problemOf } from '../http/problem';
import { readBody } from '../http/request';
import { Stopping } from '../http/stopping';
import { BatchLine } from './batch-line';
import { inOrder } from './in-order';
import { linesOf, LINE_LIMIT, type Line } from './lines';
import { Turns } from './turns';

/**
 * Carries out commands, one a line, and answers them, one a line, in order. Bad lines fail alone. On the way down a batch takes no
 * more lines: those taken are answered, and the next one with 503.
 */
@Injectable()
export class BatchService {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly logger: Logger,
    private readonly stopping: Stopping,
  ) {}

  answers(body: AsyncIterable<Buffer>, envelope: Envelope): AsyncGenerator<string> {
    const turns = new Turns();
    return inOrder(untilStopped(linesOf(body), this.stopping), (line) => this.answer(line, envelope, turns));
  }

  private async answer(line: Line | Stopped, envelope: Envelope, turns: Turns): Promise<string> {
    const { number } = line;
    try {
      if ('stopped' in line) throw new EdgeProblem('STOPPING', 'This line and those after it were not taken. Send them again.');
      const { command: name, idempotencyKey: key, payload } = readBody(BatchLine, parse(line));
      const command = readCommand(name, payload, { ...envelope, key });
      const answer = await turns.take(command, () => this.dispatcher.execute(command));
      return write({
        line: number,
        status: statusOf(answer),
        ...(await answerJson(answer, commandTable.get(name)?.[2])),
        ...(answer.repeated && { idempotencyHit: true }),
      });
    } catch (error) {
      const problem = problemOf(error);
      const { correlationId } = envelope;
      if (problem.status === 500) this.logger.error({ err: error, correlationId, line: number }, 'unforeseen error in a batch');
      return write({ line: number, status: problem.status, problem });
    }
  }
}

const write = (answer: object): string => `${JSON.stringify(answer)}\n`;

const parse = ({ text, unreadable }: Line): unknown => {
  if (unreadable === 'too_long')
    throw new InvalidRequest(fault('LINE_TOO_LONG', `A line has at most ${LINE_LIMIT} bytes.`, 'body'));
  if (text === undefined) throw new InvalidRequest(fault('MALFORMED_JSON', 'The line is not UTF-8.', 'body'));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidRequest(fault('MALFORMED_JSON', `The line is no JSON: ${(error as SyntaxError).message}.`, 'body'));
  }
};

/** Stands for the first line that was not taken. */
interface Stopped {
  readonly number: number;
  readonly stopped: true;
}

async function* untilStopped(
  lines: AsyncGenerator<readonly Line[]>,
  stopping: Stopping,
): AsyncGenerator<readonly (Line | Stopped)[]> {
  for (let next = 1; ;) {
    const step = await stopping.or(lines.next());
    if (step === 'stopped') {
      passOver(lines);
      yield [{ number: next, stopped: true }];
    }
    if (step === 'stopped' || step.done) return;
    yield step.value;
    next = (step.value.at(-1)?.number ?? 0) + 1;
  }
}

/** A client that cannot get rid of its lines might never come to read the answers. */
const passOver = (lines: AsyncGenerator<unknown>): void => {
  const toTheEnd = async (): Promise<void> => {
    for await (const _line of lines);
  };
  toTheEnd().catch(() => undefined); // the client has gone
};
