import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure';

/** A command as a line of the batch endpoint. */
export interface BatchCommand {
  readonly command: string;
  readonly idempotencyKey?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What became of one line. 201: done; 200: nothing to do, or known already; else refused, with the reason. */
export interface BatchAnswer {
  readonly line: number;
  readonly status: number;
  readonly position?: string;
  readonly problem?: { readonly code?: string; readonly title?: string; readonly detail?: string };
}

/** A command and its answer. */
export interface Answered<Command extends BatchCommand = BatchCommand> {
  readonly command: Command;
  readonly answer: BatchAnswer;
}

const LINES_PER_REQUEST = 5000;
const ATTEMPTS = 8;

/**
 * Sends commands through the batch endpoint, in order, and yields their answers, in order. Nothing is sent ahead of the answers
 * by more than one request, so memory stays flat. When the connection breaks, it goes on after the last answer: a line that was
 * carried out unheard is answered again by its key. Ends early, after the answers to what was sent, when the signal aborts.
 */
export async function* sendBatch<Command extends BatchCommand>(
  url: URL,
  commands: Iterable<Command>,
  signal?: AbortSignal,
): AsyncGenerator<Answered<Command>> {
  let waiting: Command[] = [];
  for (const command of commands) {
    waiting.push(command);
    if (waiting.length === LINES_PER_REQUEST) {
      yield* sendWithRetries(url, waiting);
      waiting = [];
    }
    if (signal?.aborted) return;
  }
  yield* sendWithRetries(url, waiting);
}

async function* sendWithRetries<Command extends BatchCommand>(
  url: URL,
  commands: readonly Command[],
): AsyncGenerator<Answered<Command>> {
  let answered = 0;
  for (let attempt = 1; answered < commands.length; attempt++) {
    try {
      for await (const answer of carriedOut(sendOnce(url, commands.slice(answered)))) {
        yield { command: commands[answered]!, answer };
        answered += 1;
        attempt = 1;
      }
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      if (attempt >= ATTEMPTS) throw new Failure(`${url.origin} does not answer: ${error.message}`);
    }
    if (attempt >= ATTEMPTS)
      throw new Failure(
        `${url.origin} cannot carry out commands at the moment (503). Run it again later: nothing is done twice.`,
      );
    if (answered < commands.length) await pause(Math.min(5000, 100 * 2 ** attempt));
  }
}

/** The answers up to the first that says to come again later. */
async function* carriedOut(answers: AsyncIterable<BatchAnswer>): AsyncGenerator<BatchAnswer> {
  for await (const answer of answers) {
    if (answer.status === 503) return;
    yield answer;
  }
}

/** The connection could not be made, or broke. */
class Broken extends Error {}

async function* sendOnce(url: URL, commands: readonly BatchCommand[]): AsyncGenerator<BatchAnswer> {
  const request = (url.protocol === 'https:' ? secure : plain)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
  pipeline(Readable.from(ndjson(commands)), request).catch((error: Error) => request.destroy(error));
  try {
    const answers = await response;
    if (answers.statusCode === 503) throw new Broken('503');
    if (answers.statusCode !== 200) throw new Failure(`${url.href} answered ${answers.statusCode}: ${await textOf(answers)}`);
    for await (const line of linesOf(answers)) yield JSON.parse(line) as BatchAnswer;
  } catch (error) {
    if (error instanceof Failure || error instanceof SyntaxError) throw error;
    throw new Broken(error instanceof Error ? error.message || error.name : String(error), { cause: error });
  } finally {
    request.destroy();
  }
}

function* ndjson(commands: readonly BatchCommand[]): Generator<string> {
  for (const { command, idempotencyKey, payload } of commands) yield `${JSON.stringify({ command, idempotencyKey, payload })}\n`;
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}

const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text.slice(0, 1000);
};
