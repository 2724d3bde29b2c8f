import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../failure';
import { sendBatch, type BatchCommand } from './batch';

/** A server that answers each line with 201, or breaks off as told. */
const serverThat = async (answer: (request: IncomingMessage, response: ServerResponse, lines: BatchCommand[]) => void) => {
  const requests: BatchCommand[][] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const lines = body
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as BatchCommand);
      requests.push(lines);
      answer(request, response, lines);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/commands`);
  return { url, requests, close: () => new Promise((resolve) => server.close(resolve)) };
};

const commands = (count: number): BatchCommand[] =>
  Array.from({ length: count }, (_, index) => ({ command: 'RecordInvoice', idempotencyKey: `k${index}`, payload: { index } }));
const done = (line: number, status = 201) => `${JSON.stringify({ line, status })}\n`;
const keysOf = (lines: readonly BatchCommand[] = []) => lines.map(({ idempotencyKey }) => idempotencyKey);

const answersFrom = async (url: URL, count: number) => {
  const keys = [];
  for await (const { command, answer } of sendBatch(url, commands(count))) keys.push([command.idempotencyKey, answer.status]);
  return keys;
};

describe('a batch', () => {
  it('yields the answers in order, over several requests when it is long', async () => {
    const server = await serverThat((_, response, lines) => response.end(lines.map((_line, index) => done(index + 1)).join('')));
    const answers = await answersFrom(server.url, 5001);
    expect(answers).toEqual(commands(5001).map(({ idempotencyKey }) => [idempotencyKey, 201]));
    expect(server.requests.map(({ length }) => length)).toEqual([5000, 1]);
    await server.close();
  });

  it('goes on after the last answer when the connection breaks', async () => {
    const server = await serverThat((_, response, lines) => {
      if (server.requests.length > 1) return response.end(lines.map((_line, index) => done(index + 1)).join(''));
      response.write(done(1) + done(2), () => response.destroy());
    });
    expect(await answersFrom(server.url, 5)).toHaveLength(5);
    expect(keysOf(server.requests[1])).toEqual(['k2', 'k3', 'k4']);
    await server.close();
  });

  it('sends a line again that could not be carried out at the moment', async () => {
    const server = await serverThat((_, response, lines) =>
      response.end(
        lines.map((_line, index) => done(index + 1, server.requests.length === 1 && index === 1 ? 503 : 201)).join(''),
      ),
    );
    expect(await answersFrom(server.url, 3)).toEqual([
      ['k0', 201],
      ['k1', 201],
      ['k2', 201],
    ]);
    expect(keysOf(server.requests[1])).toEqual(['k1', 'k2']);
    await server.close();
  });

  it('fails at once when the whole batch is turned away', async () => {
    const server = await serverThat((_, response) => response.writeHead(404).end('no such seller'));
    await expect(answersFrom(server.url, 1)).rejects.toThrow(Failure);
    expect(server.requests).toHaveLength(1);
    await server.close();
  });
});
