import autocannon from 'autocannon';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { send } from '../support/http';
import type { System } from '../support/system';
import { SELLER } from './commands';
import type { Figure } from './figure';

/** A line of a batch. */
export interface Line {
  readonly command: string;
  readonly payload: object;
}

export const line = (command: string, payload: object): Line => ({ command, payload });

export const invoiceLine = (buyerId: string, invoiceId: string, dueOn = '2026-02-14'): Line =>
  line('IssueInvoice', { buyerId, invoiceId, amount: { amount: '123.45', currency: 'EUR' }, issuedOn: '2026-01-15', dueOn });

export const post = (url: string, command: string, seller = SELLER): string => `${url}/v1/sellers/${seller}/commands/${command}`;

/** Sends lines as one request and reads every answer; throws at the first that is no success. Answers the last position. */
export const batch = (url: string, lines: Iterable<Line>): Promise<bigint> =>
  new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/sellers/${SELLER}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let last = 0n;
      createInterface({ input: response })
        .on('line', (text) => {
          const answer = JSON.parse(text) as { status: number; position?: string };
          if (answer.status !== 201) reject(new Error(`a line failed: ${text}`));
          if (answer.position !== undefined && BigInt(answer.position) > last) last = BigInt(answer.position);
        })
        .on('close', () => resolve(last));
    });
    Readable.from(chunks(lines)).pipe(sent);
  });

/** Lines are joined to chunks, so that the client is not what is measured. */
function* chunks(lines: Iterable<Line>): Generator<string> {
  let chunk = '';
  for (const next of lines) {
    chunk += `${JSON.stringify(next)}\n`;
    if (chunk.length < 32_768) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

/** Commands a second up to the last answer: autocannon itself looks at its clock once a second. */
export const oneByOne = async (
  { url, command, connections }: { readonly url: string; readonly command: string; readonly connections: number },
  count: number,
  payload: (index: number) => object,
): Promise<number> => {
  let next = 0;
  const started = performance.now();
  let lastAnswer = started;
  const result = await autocannon({
    url: post(url, command),
    method: 'POST',
    connections,
    amount: count,
    setupClient: (client) => void client.on('response', () => (lastAnswer = performance.now())),
    headers: { 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request) => {
          const body = JSON.stringify(payload(next));
          next += 1;
          return { ...request, body };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were no success, ${result.errors} failed`);
  return (count / (lastAnswer - started)) * 1000;
};

/** Moves the business day; answers when all that follows is done and can be queried, with how many commands it took. */
export const moveDay = async (url: string, day: string): Promise<number> => {
  const answer = await send<{ commands: number }>(url, '/v1/business-day', { day }, { method: 'PUT' });
  if (answer.status !== 200) throw new Error(`the day was not moved: ${JSON.stringify(answer.body)}`);
  return answer.body.commands;
};

/** Resident memory of each process of the system, in MiB. */
export const memoryOf = async (system: System, when = 'after the load'): Promise<Figure[]> => {
  const { pids } = await system.endpoints();
  return Promise.all(
    Object.entries(pids).map(async ([name, pid]): Promise<Figure> => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return {
        name: `memory of ${name}, ${when}`,
        value: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
        unit: 'MiB',
        workload: 'resident',
      };
    }),
  );
};
