import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untilLevel } from './level';

/** What the api says at each look; the last for ever. None: it does not answer in order. */
let looks: (readonly number[] | undefined)[];
let server: Server;
let http: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    const positions = looks.length > 1 ? looks.shift() : looks[0];
    const body = { projections: positions?.map((position) => ({ position: String(position) })) ?? [] };
    response.writeHead(positions ? 200 : 503).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const wait = async (position: bigint, patienceMs?: number) => {
  const seen: number[] = [];
  const level = await untilLevel(http, position, { onProgress: (percent) => seen.push(percent), patienceMs });
  return { level, seen };
};

describe('waiting until the read models are level', () => {
  it('ends when the last of them has the position, and tells how far it is', async () => {
    looks = [[100, 900], [300, 900], undefined, [500, 1000]];
    expect(await wait(500n)).toEqual({ level: true, seen: [0, 50, 100] });
  });

  it('ends at once when they are', async () => {
    looks = [[500, 501]];
    expect(await wait(500n)).toEqual({ level: true, seen: [100] });
  });

  it.each([
    ['none gets on', [[100, 900]]],
    ['none is told of', [undefined]],
  ])('ends when %s for too long', async (_why, said) => {
    looks = said;
    expect((await wait(500n, 10)).level).toBe(false);
  });

  it('ends when it is told to', async () => {
    looks = [[100, 900]];
    expect(await untilLevel(http, 500n, { onProgress: () => undefined, signal: AbortSignal.abort() })).toBe(false);
  });
});
