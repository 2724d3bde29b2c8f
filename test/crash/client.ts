import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../support/http';
import { SELLER, type KeyedCommand } from './workload';

/** What the api said of a command that it has carried out. */
export interface Acknowledged {
  readonly commandId: string;
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

interface AnswerLine extends Partial<Acknowledged> {
  readonly line: number;
  readonly status: number;
  readonly problem?: { readonly code?: string; readonly detail?: string };
}

const DEADLINE_MS = 150_000;
/** Not now: the same command, with the same key, may be sent again. */
const AGAIN = [409, 503];

/** A client that sends its commands with their keys, over and over, until each is answered; it never knows what became of a lost one. */
export class StubbornClient {
  /** The answers so far, by key. */
  readonly answers = new Map<string, Acknowledged>();
  /** Requests that broke or were put off: how often the client had to send something again. */
  repeats = 0;
  private readonly waiting: { readonly count: number; readonly reached: () => void }[] = [];
  private readonly deadline = performance.now() + DEADLINE_MS;

  /** Where to send the next request: any of the apis. */
  constructor(private readonly url: () => string) {}

  /** One account's commands, one request each. */
  async oneByOne(commands: readonly KeyedCommand[]): Promise<void> {
    for (const command of commands) while (!(await this.tryOne(command))) await this.beforeAgain(command);
  }

  /** Many accounts' commands in one batch, from the first that is not answered yet. */
  async inBatches(commands: readonly KeyedCommand[]): Promise<void> {
    for (let rest = commands; rest.length > 0; rest = rest.filter(({ idempotencyKey }) => !this.answers.has(idempotencyKey)))
      if (!(await this.tryBatch(rest))) await this.beforeAgain(rest[0]);
  }

  /** Resolves the moment that so many commands are answered. */
  answered(count: number): Promise<void> {
    return new Promise((resolve) => this.waiting.push({ count, reached: resolve }));
  }

  private async tryOne({ command, idempotencyKey, payload }: KeyedCommand): Promise<boolean> {
    const path = `/v1/sellers/${SELLER}/commands/${command}`;
    const headers = { 'idempotency-key': idempotencyKey };
    const answer = await send<Acknowledged>(this.url(), path, payload, { headers }).catch(unlessBroken);
    if (!answer || AGAIN.includes(answer.status)) return false;
    this.take(idempotencyKey, answer.status, answer.body);
    return true;
  }

  private async tryBatch(commands: readonly KeyedCommand[]): Promise<boolean> {
    const response = await fetch(new URL(`/v1/sellers/${SELLER}/commands`, this.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: commands.map((command) => `${JSON.stringify(command)}\n`).join(''),
    }).catch(unlessBroken);
    if (!response || AGAIN.includes(response.status)) return false;
    if (response.status !== 200) throw new Error(`a batch was answered ${response.status}: ${await response.text()}`);
    try {
      for await (const line of linesOf(response)) this.takeLine(commands, line);
      return true;
    } catch (error) {
      return unlessBroken(error) ?? false;
    }
  }

  private takeLine(commands: readonly KeyedCommand[], { line, status, problem, ...answer }: AnswerLine): void {
    const command = commands[line - 1];
    if (!command) throw new Error(`line ${line} was not in the batch`);
    if (AGAIN.includes(status) || (status === 422 && this.isBehind(command, commands))) this.repeats += 1;
    else this.take(command.idempotencyKey, status, problem ?? answer);
  }

  /** Whether an earlier command of the same buyer has no answer yet: then a refusal is none of the rules'. */
  private isBehind({ idempotencyKey, payload }: KeyedCommand, commands: readonly KeyedCommand[]): boolean {
    const { buyerId } = payload as { buyerId?: string };
    const earlier = commands.slice(
      0,
      commands.findIndex((command) => command.idempotencyKey === idempotencyKey),
    );
    return earlier.some(
      (command) => (command.payload as { buyerId?: string }).buyerId === buyerId && !this.answers.has(command.idempotencyKey),
    );
  }

  private take(key: string, status: number, body: unknown): void {
    if (status !== 200 && status !== 201) throw new Error(`${key} was answered ${status}: ${JSON.stringify(body)}`);
    this.answers.set(key, body as Acknowledged);
    for (const { count, reached } of this.waiting) if (this.answers.size === count) reached();
  }

  private async beforeAgain(command: KeyedCommand | undefined): Promise<void> {
    this.repeats += 1;
    if (performance.now() > this.deadline)
      throw new Error(`${command?.idempotencyKey} was not answered in ${DEADLINE_MS / 1000} s`);
    await pause(50);
  }
}

async function* linesOf(response: Response): AsyncGenerator<AnswerLine> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) yield JSON.parse(line) as AnswerLine;
  }
}

/** fetch says a broken connection with a TypeError, of another realm than the test's; any other error is one of ours. */
const unlessBroken = (error: unknown): undefined => {
  if ((error as Error).name !== 'TypeError') throw error;
  return undefined;
};
