import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
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
