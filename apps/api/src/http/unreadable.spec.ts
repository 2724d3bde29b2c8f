import { connect } from 'node:net';
import { startApi, type ApiUnderTest } from '../testing/api-under-test';

let api: ApiUnderTest;
let port = 0;
beforeAll(async () => {
  api = await startApi();
  port = Number(new URL(await api.listen()).port);
});
afterAll(() => api.close());

/** Sends bytes as they are, and gives the whole answer. */
const say = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket
      .setEncoding('utf8')
      .on('data', (text: string) => (answer += text))
      .on('error', reject)
      .on('close', () => resolve(answer));
  });

const request = (line: string, ...headers: string[]): string => [line, ...headers, 'Connection: close', '', ''].join('\r\n');

const problem = async (bytes: string): Promise<unknown> => {
  const [head = '', body = ''] = (await say(bytes)).split('\r\n\r\n');
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  expect(head).toMatch(/^x-correlation-id: [0-9a-f-]{36}$/im);
  const { status, code, errors } = JSON.parse(body) as {
    status: number;
    code: string;
    errors?: { field: string; code: string }[];
  };
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  return [code, ...(errors ?? []).map((each) => `${each.field} ${each.code}`)];
};

describe('what cannot be read as a request', () => {
  const command = 'POST /v1/sellers/acme/commands/IssueInvoice HTTP/1.1';
  const json = ['Host: here', 'Content-Type: application/json'];

  it.each([
    ['no request line', 'GARBAGE\r\n\r\n'],
    ['no version of HTTP', request('GET /health/live HTTP/9.9', 'Host: here')],
    ['no method', request('BREW /health/live HTTP/1.1', 'Host: here')],
    ['no header', request('GET /health/live HTTP/1.1', 'Host: here', 'no colon')],
    ['no length', request(command, ...json, 'Content-Length: abc')],
    ['two lengths', request(command, ...json, 'Content-Length: 5', 'Transfer-Encoding: chunked')],
    ['no chunk', `${request(command, ...json, 'Transfer-Encoding: chunked')}zz\r\n`],
  ])('%s: is a problem like any other', async (_what, bytes) =>
    expect(await problem(bytes)).toEqual(['VALIDATION_FAILED', 'request MALFORMED_REQUEST']),
  );

  it.each([
    ['headers', request('GET /health/live HTTP/1.1', 'Host: here', `X-Long: ${'a'.repeat(20_000)}`)],
    ['an address', request(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: here')],
  ])('%s beyond the measure: says so', async (_what, bytes) => expect(await problem(bytes)).toEqual(['HEADERS_TOO_LARGE']));

  it('a request without a host: names the header', async () =>
    expect(await problem(request('GET /health/live HTTP/1.1'))).toEqual(['VALIDATION_FAILED', 'Host REQUIRED']));

  it('an address with half an escape: names the path', async () =>
    expect(await problem(request('GET /v1/sellers/%zz/aging HTTP/1.1', 'Host: here'))).toEqual([
      'VALIDATION_FAILED',
      'path MALFORMED_PATH',
    ]));

  it('in the midst of an answer: ends the answer, and writes nothing into it', async () => {
    const batch = request(
      'POST /v1/sellers/acme/commands HTTP/1.1',
      'Host: here',
      'Content-Type: application/x-ndjson',
      'Transfer-Encoding: chunked',
    );
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`${batch}3\r\n{}\n\r\n`));
      socket.on('data', (bytes) => {
        if (!text.includes('"line":1') && String(bytes).includes('"line":1')) socket.write('zz\r\n');
        text += String(bytes);
      });
      socket.on('error', () => undefined).on('close', () => resolve(text));
    });
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('a method that no route takes', () => {
  it.each(['QUERY', 'TRACE', 'PROPFIND', 'PUT'])('%s: is no such route, with a body or without', async (method) => {
    const line = `${method} /v1/sellers/acme/commands/IssueInvoice HTTP/1.1`;
    expect(await problem(request(line, 'Host: here'))).toEqual(['ROUTE_UNKNOWN']);
    expect(await problem(`${request(line, 'Host: here', 'Content-Type: text/plain', 'Content-Length: 2')}{}`)).toEqual([
      'ROUTE_UNKNOWN',
    ]);
  });
});
