import { Refusal } from '@usance/domain';
import { StoreUnavailable, type Answer, type Command } from '@usance/event-store';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { invoice, startApi, yes, type ApiUnderTest } from '../testing/api-under-test';

interface BatchAnswer {
  line: number;
  status: number;
  problem?: { code: string; errors?: { field: string; code: string }[] };
}

let api: ApiUnderTest;
let address: string;
let execute: (command: Command) => Promise<Answer>;

beforeAll(async () => {
  api = await startApi({ execute: (command) => execute(command) });
  address = await api.listen();
});
beforeEach(() => {
  api.commands.length = 0;
  execute = (command) => Promise.resolve(yes(command));
});
afterAll(() => api.close());

const line = (invoiceId: string, more: object = {}): string =>
  JSON.stringify({ command: 'IssueInvoice', payload: { ...invoice, invoiceId }, ...more });

const open = (headers: Record<string, string> = {}, url = address): ClientRequest =>
  request(`${url}/v1/sellers/acme/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });

const answersOf = async (response: IncomingMessage): Promise<BatchAnswer[]> => {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text
    .trim()
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as BatchAnswer);
};

const send = async (...lines: readonly (string | Buffer)[]): Promise<BatchAnswer[]> => {
  const batch = open();
  const responded = once(batch, 'response') as Promise<[IncomingMessage]>;
  for (const one of lines) batch.write(Buffer.concat([Buffer.from(one), Buffer.from('\n')]));
  batch.end();
  const [response] = await responded;
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  return answersOf(response);
};

const codes = (answers: readonly BatchAnswer[]): unknown[] =>
  answers.map(({ line: number, status, problem }) => [number, status, problem?.code]);

describe('a batch', () => {
  it('is carried out line by line and answered in order', async () => {
    const answers = await send(
      line('I1', { idempotencyKey: 'K1' }),
      '',
      line('I2'),
      JSON.stringify({ command: 'RegisterBuyer', payload: { buyerId: 'B2', legalName: 'N', country: 'DE' } }),
    );
    expect(answers[0]).toEqual({
      line: 1,
      status: 201,
      commandId: 'K1',
      stream: 'account-acme.B1',
      revision: '0',
      position: '42',
      events: [expect.anything()],
    });
    expect(codes(answers)).toEqual([
      [1, 201, undefined],
      [3, 201, undefined],
      [4, 201, undefined],
    ]);
    expect(api.commands.map(({ name, payload }) => [name, payload.invoiceId])).toEqual([
      ['IssueInvoice', 'I1'],
      ['IssueInvoice', 'I2'],
      ['RegisterBuyer', undefined],
    ]);
  });

  it('says which answers are repeats, and which had nothing to do', async () => {
    execute = (command) => Promise.resolve({ ...yes(command), repeated: command.commandId === 'K1', events: [] });
    expect(await send(line('I1', { idempotencyKey: 'K1' }), line('I2'))).toEqual([
      expect.objectContaining({ line: 1, status: 200, idempotencyHit: true }),
      expect.not.objectContaining({ idempotencyHit: true }),
    ]);
  });

  it('goes on after bad lines, but lets no line overtake one of the same buyer that has to be sent again', async () => {
    execute = (command) => {
      switch (command.payload.invoiceId) {
        case 'REFUSED':
          return Promise.reject(new Refusal('NO_LIMIT', {}));
        case 'AWAY':
          return Promise.reject(new StoreUnavailable('away'));
        case 'BUG':
          throw new TypeError('bug');
        default:
          return Promise.resolve(yes(command));
      }
    };
    const answers = await send(
      '{"command"',
      'null',
      line('I1', { colour: 'red' }),
      JSON.stringify({ command: 'PayMe', payload: {} }),
      JSON.stringify({ command: 'IssueInvoice', payload: [] }),
      line('I 1'),
      line('REFUSED'),
      line('BUG'),
      Buffer.from([0xc3, 0x28]),
      line('I1', { idempotencyKey: 'x'.repeat(70_000) }),
      line('I1', { idempotencyKey: '' }),
      line('I9'),
      line('AWAY'),
      line('I10'),
    );
    expect(codes(answers)).toEqual([
      [1, 400, 'VALIDATION_FAILED'],
      [2, 400, 'VALIDATION_FAILED'],
      [3, 400, 'VALIDATION_FAILED'],
      [4, 404, 'COMMAND_UNKNOWN'],
      [5, 400, 'VALIDATION_FAILED'],
      [6, 400, 'VALIDATION_FAILED'],
      [7, 422, 'NO_LIMIT'],
      [8, 500, 'INTERNAL_ERROR'],
      [9, 400, 'VALIDATION_FAILED'],
      [10, 400, 'VALIDATION_FAILED'],
      [11, 400, 'VALIDATION_FAILED'],
      [12, 201, undefined],
      [13, 503, 'STORE_UNAVAILABLE'],
      [14, 503, 'STORE_UNAVAILABLE'],
    ]);
    expect(answers[5]?.problem?.errors).toEqual([expect.objectContaining({ field: 'invoiceId', code: 'NOT_AN_ID' })]);
    expect(answers[9]?.problem?.errors).toEqual([expect.objectContaining({ field: 'body', code: 'LINE_TOO_LONG' })]);
  });

  it('of no lines has no answers', async () => expect(await send()).toEqual([]));

  it('is answered while it is still being sent', async () => {
    const batch = open();
    batch.write(`${line('I1')}\n`);
    const [response] = (await once(batch, 'response')) as [IncomingMessage];
    const [chunk] = (await once(response.setEncoding('utf8'), 'data')) as [string];
    expect(JSON.parse(chunk)).toMatchObject({ line: 1, status: 201 });
    batch.end(line('I2'));
    expect(codes(await answersOf(response))).toEqual([[2, 201, undefined]]);
  });

  it('has at most a thousand commands under way', async () => {
    const underWay: (() => void)[] = [];
    let most = 0;
    const full = new Promise<void>((resolve) => {
      execute = (command) =>
        new Promise((answer) => {
          underWay.push(() => answer(yes(command)));
          most = Math.max(most, underWay.length);
          if (underWay.length === 1000) resolve();
        });
    });
    const sent = send(...Array.from({ length: 2500 }, (_, n) => line(`I${n}`)));
    await full;
    const release = setInterval(() => underWay.splice(0).forEach((end) => end()), 1);
    const answers = await sent;
    clearInterval(release);
    expect(answers.map(({ line: number }) => number)).toEqual(Array.from({ length: 2500 }, (_, n) => n + 1));
    expect(most).toBe(1000);
  });

  it('whose client goes away is read no further, and what was taken is finished', async () => {
    let finished = 0;
    let taken = (): void => undefined;
    const first = new Promise<void>((resolve) => (taken = resolve));
    const released = new Promise<void>((resolve) => {
      execute = async (command) => {
        taken();
        await gone;
        finished += 1;
        if (finished === api.commands.length) resolve();
        return yes(command);
      };
    });
    let leave = (): void => undefined;
    const gone = new Promise<void>((resolve) => (leave = resolve));
    const batch = open();
    batch.on('error', () => undefined);
    batch.write(`${line('I1')}\n${line('I2')}\n`);
    await first;
    batch.destroy();
    leave();
    await released;
    expect(api.commands.length).toBe(2);
    expect(await send(line('I3'))).toHaveLength(1);
  });

  it('takes no key and no revision for the whole', async () => {
    const batch = open({ 'idempotency-key': 'K1', 'if-match': '"1"' });
    batch.end(line('I1'));
    const [response] = (await once(batch, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(400);
    expect((await answersOf(response)) as unknown).toEqual([
      expect.objectContaining({
        errors: [expect.objectContaining({ field: 'Idempotency-Key' }), expect.objectContaining({ field: 'If-Match' })],
      }),
    ]);
  });
});

/** A client of its own kind: it sends the line again and again for as long as it can, whatever it is answered. */
const sendForEver = (url: string): Socket => {
  const { hostname, port } = new URL(url);
  const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  client.on('error', () => undefined); // it is cut off in the end
  client.write(`POST /v1/sellers/acme/commands HTTP/1.1\r\nhost: ${hostname}\r\n`);
  client.write('content-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n');
  const lines = `${line('I1')}\n`.repeat(100);
  const chunk = `${lines.length.toString(16)}\r\n${lines}\r\n`;
  const sendOn = (error?: Error | null): void => {
    if (!error) client.write(chunk, sendOn);
  };
  sendOn();
  return client;
};

describe('a batch on the way down', () => {
  it('does not wait for a client that goes on sending, which gets its answers to the end', async () => {
    const stopping = await startApi();
    const client = sendForEver(await stopping.listen());
    await once(client, 'readable');
    const answers = text(client);
    await stopping.close();
    expect(await answers).toMatch(/"status":503,"problem":\{[^}]+"code":"STOPPING"\}\}\n\r\n0\r\n\r\n$/);
  });

  it('is answered for what was taken, and told where to go on', async () => {
    const stopping = await startApi();
    const batch = request(`${await stopping.listen()}/v1/sellers/acme/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    batch.write(`${line('I1')}\n${line('I2')}\n`);
    const [response] = (await once(batch, 'response')) as [IncomingMessage];
    const closed = stopping.close();
    const answers = await answersOf(response);
    batch.end();
    await closed;
    expect(codes(answers)).toEqual([
      [1, 201, undefined],
      [2, 201, undefined],
      [3, 503, 'STOPPING'],
    ]);
  });
});

describe('a batch that stands still', () => {
  let impatient: ApiUnderTest;
  let url: string;
  beforeAll(async () => {
    impatient = await startApi({ batchIdleMs: 1_000 });
    url = await impatient.listen();
  });
  beforeEach(() => void (impatient.log.length = 0));
  afterAll(() => impatient.close());

  const reasons = (): string[] =>
    impatient.log.map((logged) => (JSON.parse(logged) as { msg: string }).msg).filter((message) => message.startsWith('a batch'));

  it('is cut when its client says nothing more, and the log says why', async () => {
    const batch = open({}, url);
    batch.write(`${line('I1')}\n`);
    const [response] = (await once(batch, 'response')) as [IncomingMessage];
    await expect(answersOf(response)).rejects.toThrow('aborted');
    expect(reasons()).toEqual(['a batch was cut: its client neither sent nor read for too long']);
  });

  it('is cut when its client sends for ever and reads nothing', async () => {
    const client = sendForEver(url);
    await new Promise((closed) => client.once('close', closed));
    expect(reasons()).toHaveLength(1);
  });
});
