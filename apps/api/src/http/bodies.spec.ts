import fc from 'fast-check';
import { invoice, post, startApi, type ApiUnderTest } from '../testing/api-under-test';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => {
  api.commands.length = 0;
});
afterAll(() => api.close());

const problem = async (response: ReturnType<typeof post>): Promise<unknown> => {
  const { statusCode, headers, body } = await response;
  expect(headers['content-type']).toBe('application/problem+json');
  const { code, errors = [] } = JSON.parse(body) as { code: string; errors?: { field: string; code: string }[] };
  return [statusCode, code, errors.map((each) => `${each.field} ${each.code}`)];
};

const text = JSON.stringify(invoice);

describe('a body', () => {
  it.each([
    ['', 'is empty'],
    ['{', 'ends too early'],
    [`${text},`, 'goes on'],
    ["{'buyerId':1}", 'has the wrong quotes'],
    ['\ufeff{}', 'has a byte order mark'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'is not UTF-8'],
  ])('that %# %s is 400', async (body, _what) =>
    expect(await problem(post(api, 'IssueInvoice', body))).toEqual([400, 'VALIDATION_FAILED', ['body MALFORMED_JSON']]),
  );

  it.each(['null', '[]', '"x"', '7'])('%s is no object: 400', async (body) =>
    expect(await problem(post(api, 'IssueInvoice', body))).toEqual([400, 'VALIDATION_FAILED', ['body WRONG_TYPE']]),
  );

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'application/x-ndjson',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
  ])('of type %s is 415', async (type) =>
    expect(await problem(post(api, 'IssueInvoice', text, { 'content-type': type }))).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED', []]),
  );

  it('of no type is 415', async () => {
    const response = api.app.inject({
      method: 'POST',
      url: '/v1/sellers/acme/commands/IssueInvoice',
      payload: Buffer.from(text),
    });
    expect(await problem(response)).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED', []]);
  });

  it.each([
    ['Content-Encoding', 'gzip'],
    ['Content-Encoding', 'identity, br'],
    ['Content-Type', 'application/json; charset=latin1'],
    ['Content-Type', 'application/json;Charset="UTF-16"'],
    ['Content-Type', 'application/json; charset=utf-8; charset=latin1'],
  ])('with %s: %s is 415, and says so', async (header, value) => {
    const batch = api.app.inject({
      method: 'POST',
      url: '/v1/sellers/acme/commands',
      headers: { 'content-type': 'application/x-ndjson', [header.toLowerCase()]: value.replace('json', 'x-ndjson') },
      payload: text,
    });
    for (const response of [post(api, 'IssueInvoice', text, { [header.toLowerCase()]: value }), batch]) {
      expect(await problem(response)).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED', []]);
      expect((await response).json<{ detail: string }>().detail).toContain(header);
    }
  });

  it('of type application/json for a batch is 415', async () => {
    const response = api.app.inject({
      method: 'POST',
      url: '/v1/sellers/acme/commands',
      headers: { 'content-type': 'application/json' },
      payload: text,
    });
    expect(await problem(response)).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED', []]);
  });

  it.each(['Application/JSON; charset=utf-8', 'application/json;charset="UTF-8"'])('may name its charset: %s', async (type) =>
    expect((await post(api, 'IssueInvoice', text, { 'content-type': type, 'content-encoding': 'Identity' })).statusCode).toBe(
      201,
    ),
  );

  it('of more than 1 MiB is 413', async () =>
    expect(await problem(post(api, 'IssueInvoice', { ...invoice, reference: 'x'.repeat(1_048_576) }))).toEqual([
      413,
      'BODY_TOO_LARGE',
      [],
    ]));

  it('may be deep: that is 400 like any other', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(await problem(post(api, 'IssueInvoice', deep))).toEqual([400, 'VALIDATION_FAILED', ['body WRONG_TYPE']]);
    expect(await problem(post(api, 'IssueInvoice', `{"amount":${deep}}`))).toMatchObject([
      400,
      'VALIDATION_FAILED',
      expect.arrayContaining(['amount WRONG_TYPE']),
    ]);
  });

  it('may say a field twice: the last counts, as in JSON.parse', async () => {
    const response = await post(api, 'IssueInvoice', text.replace('{', '{"invoiceId":"FIRST",'));
    expect([response.statusCode, api.commands[0]?.payload.invoiceId]).toEqual([201, 'I1']);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('cannot bring %s along', async (name) =>
    expect(await problem(post(api, 'IssueInvoice', text.replace('{', `{"${name}":{"x":1},`)))).toEqual([
      400,
      'VALIDATION_FAILED',
      [`${name} UNKNOWN_FIELD`],
    ]),
  );

  it('of any kind never breaks the api, and reaches the runner only when it is as it must be', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json({ maxDepth: 3 }),
          fc.string(),
          fc.json().map((extra) => text.replace('}', `,"extra":${extra}}`)),
        ),
        async (body) => {
          api.commands.length = 0;
          const { statusCode } = await post(api, 'RecordPayment', body);
          expect([statusCode, api.commands.length]).toEqual([400, 0]);
        },
      ),
    ));

  it('with a wrong field says each one', async () =>
    expect(
      await problem(
        post(api, 'IssueInvoice', {
          ...invoice,
          amount: { amount: '1.234', currency: 'EUR' },
          dueOn: '2026-02-30',
          colour: 'red',
        }),
      ),
    ).toEqual([400, 'VALIDATION_FAILED', ['colour UNKNOWN_FIELD', 'amount.amount TOO_MANY_DIGITS', 'dueOn NOT_A_DATE']]));
});
