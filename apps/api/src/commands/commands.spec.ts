import { Refusal } from '@usance/domain';
import { RevisionClash, RevisionMismatch, StoreUnavailable, type Answer } from '@usance/event-store';
import { invoice, post, startApi, yes, type ApiUnderTest } from '../testing/api-under-test';

let api: ApiUnderTest;
let outcome: (answer: Answer) => Answer = (answer) => answer;

beforeAll(async () => {
  api = await startApi({ execute: (command) => new Promise((resolve) => resolve(outcome(yes(command)))) });
});
beforeEach(() => {
  api.commands.length = 0;
  api.log.length = 0;
  outcome = (answer) => answer;
});
afterAll(() => api.close());

describe('a command', () => {
  it('reaches the runner in the terms of the domain', async () => {
    const response = await post(api, 'IssueInvoice', invoice, {
      'idempotency-key': 'K 1',
      'x-actor': 'jane',
      'x-correlation-id': 'C1',
      'if-match': '"7"',
    });
    expect(response.statusCode).toBe(201);
    expect(api.commands).toEqual([
      {
        seller: 'acme',
        name: 'IssueInvoice',
        payload: { ...invoice, amount: { minor: 10000n, currency: 'EUR' } },
        commandId: 'K 1',
        inputHash: expect.any(String) as string,
        correlationId: 'C1',
        actor: 'jane',
        ifMatch: 7n,
      },
    ]);
  });

  it('answers 201 with strings for revision and position', async () => {
    const response = await post(api, 'IssueInvoice', invoice, { 'idempotency-key': 'K1', 'x-correlation-id': 'C1' });
    expect(response.json()).toEqual({
      commandId: 'K1',
      stream: 'account-acme.B1',
      revision: '0',
      position: '42',
      events: [{ id: '00000000-0000-5000-8000-000000000000', type: 'IssueInvoiceHappened' }],
    });
    expect(response.headers).toMatchObject({
      etag: '"0"',
      'x-correlation-id': 'C1',
      'content-type': expect.stringMatching(/^application\/json/) as string,
    });
    expect(response.headers).not.toHaveProperty('idempotency-hit');
  });

  it('answers 200 when there was nothing to do', async () => {
    outcome = (answer) => ({ ...answer, events: [], revision: -1n });
    const response = await post(api, 'MarkOverdue', { buyerId: 'B1', invoiceId: 'I1', today: '2026-04-01' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ events: [], revision: '-1' });
    expect(response.headers).not.toHaveProperty('etag');
  });

  it('answers a repeat with 200 and says so', async () => {
    outcome = (answer) => ({ ...answer, repeated: true });
    const response = await post(api, 'IssueInvoice', invoice);
    expect([response.statusCode, response.headers['idempotency-hit']]).toEqual([200, 'true']);
    expect(response.json()).toMatchObject({ events: [{ type: 'IssueInvoiceHappened' }] });
  });

  it('gets an id, and a correlation, of its own when the caller gives none', async () => {
    await post(api, 'IssueInvoice', invoice);
    await post(api, 'IssueInvoice', invoice);
    expect(new Set(api.commands.flatMap(({ commandId, correlationId }) => [commandId, correlationId])).size).toBe(4);
  });
});

describe('an error of a command', () => {
  const fails = (error: Error): void => {
    outcome = () => {
      throw error;
    };
  };

  it('is 422 with the code, the figures and what to do, when a rule refuses', async () => {
    fails(
      new Refusal('LIMIT_EXCEEDED', { limit: { minor: 100_000n, currency: 'EUR' }, requested: { minor: 5n, currency: 'JPY' } }),
    );
    const response = await post(api, 'IssueInvoice', invoice);
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.json()).toEqual({
      type: 'urn:usance:problem:limit-exceeded',
      title: 'Limit exceeded',
      status: 422,
      detail: 'The invoice does not fit into the credit that is available.',
      code: 'LIMIT_EXCEEDED',
      facts: { limit: { amount: '1000.00', currency: 'EUR' }, requested: { amount: '5', currency: 'JPY' } },
    });
  });

  it.each([
    [412, 'REVISION_MISMATCH', new RevisionMismatch('account-acme.B1', 3n, 5n)],
    [409, 'REVISION_CLASH', new RevisionClash('account-acme.B1')],
    [503, 'STORE_UNAVAILABLE', new StoreUnavailable('connect ECONNREFUSED 10.0.0.1')],
    [500, 'INTERNAL_ERROR', new TypeError('secret.internal is undefined')],
  ])('is %i %s when it has to do with the store', async (status, code, error) => {
    fails(error);
    const response = await post(api, 'IssueInvoice', invoice);
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
    expect(response.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
    expect(response.body).not.toMatch(/10\.0\.0\.1|secret/);
  });

  it('that nobody foresaw is logged under the correlation id, without the body', async () => {
    fails(new TypeError('secret.internal is undefined'));
    await post(api, 'IssueInvoice', { ...invoice, reference: 'PRIVATE' }, { 'x-correlation-id': 'C9' });
    const lines = api.log.map((line) => JSON.parse(line) as { correlationId: string; err?: { message: string } });
    expect(lines.map(({ correlationId, err }) => [correlationId, err?.message])).toContainEqual([
      'C9',
      'secret.internal is undefined',
    ]);
    expect(api.log.join('')).not.toContain('PRIVATE');
  });
});

describe('headers', () => {
  it.each([
    ['Idempotency-Key', ''],
    ['Idempotency-Key', 'a'.repeat(256)],
    ['Idempotency-Key', 'schl\u00fcssel'],
    ['X-Actor', 'a'.repeat(256)],
    ['X-Correlation-Id', 'a'.repeat(256)],
    ['If-Match', '*'],
    ['If-Match', 'W/"7"'],
    ['If-Match', '7'],
    ['If-Match', '"-1"'],
    ['If-Match', '"1", "2"'],
    ['If-Match', '"99999999999999999999"'],
  ])('%s: %s is refused', async (name, value) => {
    const response = await post(api, 'IssueInvoice', invoice, { [name]: value });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: name, code: 'MALFORMED_HEADER' }] });
    expect(api.commands).toEqual([]);
  });

  it('bring a correlation id that comes back, or a fresh one', async () => {
    const [given, fresh] = await Promise.all([
      api.app.inject({ method: 'GET', url: '/health/live', headers: { 'x-correlation-id': 'C1' } }),
      api.app.inject({ method: 'GET', url: '/health/live' }),
    ]);
    expect(given.headers['x-correlation-id']).toBe('C1');
    expect(fresh.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('an address', () => {
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string): Promise<[number, string, unknown]> => {
    const response = await api.app.inject({
      method,
      url,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, payload: '{}' }),
    });
    const { code } = response.json<{ code: string }>();
    return [response.statusCode, code, response.headers['content-type']];
  };

  it.each([
    ['GET', '/', 404, 'ROUTE_UNKNOWN'],
    ['GET', '/v1/sellers/acme', 404, 'ROUTE_UNKNOWN'],
    ['POST', '/v1/sellers/acme/commands/PayMe', 404, 'COMMAND_UNKNOWN'],
    ['POST', '/v1/sellers/acme/commands/constructor', 404, 'COMMAND_UNKNOWN'],
    ['POST', '/v1/sellers/acme/commands/issueinvoice', 404, 'COMMAND_UNKNOWN'],
    ['DELETE', '/v1/sellers/acme/commands/IssueInvoice', 404, 'ROUTE_UNKNOWN'],
    ['GET', '/v1/sellers/%zz/commands', 400, 'VALIDATION_FAILED'],
    ['POST', '/v1/sellers/ACME/commands/IssueInvoice', 400, 'VALIDATION_FAILED'],
    ['GET', `/v1/sellers/acme/exposure/${'a'.repeat(600)}`, 414, 'URL_TOO_LONG'],
    ['POST', '/v1/sellers/a.b/commands/IssueInvoice', 400, 'VALIDATION_FAILED'],
    ['POST', `/v1/sellers/${'a'.repeat(41)}/commands/IssueInvoice`, 400, 'VALIDATION_FAILED'],
  ] as const)('%s %s answers %i %s', async (method, url, status, code) =>
    expect(await ask(method, url)).toEqual([status, code, 'application/problem+json']),
  );
});
