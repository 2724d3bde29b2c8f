import { Refusal } from '@usance/domain';
import { FOLLOWED } from '@usance/platform';
import type { ReadModels, ReadModelStatus } from '@usance/projections';
import { invoice, post, startApi, type ApiUnderTest } from '../testing/api-under-test';

let api: ApiUnderTest;
let away: { eventStore?: boolean; models?: boolean } = {};
let states: Partial<ReadModelStatus>[] = [];

beforeAll(async () => {
  const ping = (name: 'eventStore' | 'models') => () => (away[name] ? Promise.reject(new Error('away')) : Promise.resolve());
  api = await startApi({
    eventStore: {
      ping: ping('eventStore'),
      head: () => (away.eventStore ? Promise.reject(new Error('away')) : Promise.resolve(500n)),
    },
    models: {
      ping: ping('models'),
      inTime: (answer) => answer,
      open: (() => {
        const toArray = () => Promise.resolve([{ _id: 'INVOICE_UNKNOWN', rows: 2n }]);
        return Promise.resolve({ position: 480n, collection: { aggregate: () => ({ toArray }) } });
      }) as unknown as ReadModels['open'],
      status: (readModels) =>
        Promise.resolve(
          readModels.map(({ name }, index) => ({ name, collection: name, position: 480n, state: 'running', ...states[index] })),
        ),
    },
    businessDay: {
      moveTo: (day) =>
        day < '2026-03-31'
          ? Promise.reject(new Refusal('DAY_IN_THE_PAST', { day: '2026-03-31', requested: day }))
          : Promise.resolve({ day, commands: 3, position: 77n }),
    },
  });
});
beforeEach(() => {
  away = {};
  states = [];
});
afterAll(() => api.close());

const get = (url: string) => api.app.inject({ method: 'GET', url });

describe('health', () => {
  it('is live as long as the process answers', async () => {
    away = { eventStore: true, models: true };
    expect((await get('/health/live')).statusCode).toBe(200);
  });

  it('is ready when both servers answer and every projection runs; it says how far each one is', async () => {
    const response = await get('/health/ready');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      ready: true,
      level: false,
      eventStore: 'up',
      readModels: 'up',
      projections: FOLLOWED.map(({ name }) => ({ name, state: 'running', position: '480', lag: '20' })),
    });
  });

  it('says when no projection is behind', async () => {
    states = FOLLOWED.map(() => ({ position: 500n }));
    expect((await get('/health/ready')).json()).toMatchObject({ ready: true, level: true });
  });

  it.each([
    [{ eventStore: true }, { ready: false, level: false, eventStore: 'down', readModels: 'up', projections: [] }],
    [{ models: true }, { ready: false, level: false, eventStore: 'up', readModels: 'down', projections: [] }],
  ])('is not ready without a server: %p', async (missing, answer) => {
    away = missing;
    const response = await get('/health/ready');
    expect([response.statusCode, response.json()]).toEqual([503, answer]);
  });

  it('is not ready when a projection has stopped, and says why', async () => {
    states = [{ state: 'stopped', reason: 'poison' }];
    const response = await get('/health/ready');
    expect(response.statusCode).toBe(503);
    expect(response.json<{ projections: object[] }>().projections[0]).toMatchObject({ state: 'stopped', reason: 'poison' });
  });
});

describe('metrics', () => {
  it('count requests by route, commands by outcome, the lag of each projection, and the deadlines that are set aside', async () => {
    await post(api, 'IssueInvoice', invoice);
    await post(api, 'IssueInvoice', {});
    const { headers, body } = await get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toContain('usance_commands_total{command="IssueInvoice",outcome="done"} 1');
    expect(body).toContain(
      'http_request_duration_seconds_count{method="POST",route="/v1/sellers/:seller/commands/IssueInvoice",status="201"} 1',
    );
    expect(body).toContain(
      'http_request_duration_seconds_count{method="POST",route="/v1/sellers/:seller/commands/IssueInvoice",status="400"} 1',
    );
    expect(body).toContain('usance_projection_lag{projection="open_items"} 20');
    expect(body).toContain('usance_deadlines_parked{policy="mark-overdue-when-due-date-passes",reason="INVOICE_UNKNOWN"} 2');
  });

  it('are answered while the event store is away, without the lag', async () => {
    away = { eventStore: true };
    const { statusCode, body } = await get('/metrics');
    expect(statusCode).toBe(200);
    expect(body).not.toContain('usance_projection_lag{');
  });
});

describe('the business day', () => {
  const move = (payload: object) => api.app.inject({ method: 'PUT', url: '/v1/business-day', payload });

  it('can be asked for', async () =>
    expect((await get('/v1/business-day')).json()).toEqual({ day: '2026-03-31', mode: 'manual' }));

  it('can be moved', async () => {
    const response = await move({ day: '2026-04-30' });
    expect([response.statusCode, response.json()]).toEqual([200, { day: '2026-04-30', commands: 3, position: '77' }]);
  });

  it('does not go back: 422', async () => {
    const response = await move({ day: '2026-03-30' });
    expect([response.statusCode, response.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'DAY_IN_THE_PAST', facts: { day: '2026-03-31', requested: '2026-03-30' } }),
    ]);
  });

  it('is a day of the calendar', async () =>
    expect((await move({ day: '2026-02-30' })).json()).toMatchObject({
      status: 400,
      errors: [{ field: 'day', code: 'NOT_A_DATE' }],
    }));
});

describe('a move of the business day on the way down', () => {
  it('is answered at once, and can be sent again: 503', async () => {
    let moving = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (moving = resolve));
    const stopping = await startApi({ businessDay: { moveTo: () => new Promise(() => moving()) } });
    const answer = fetch(`${await stopping.listen()}/v1/business-day`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"day":"2026-04-30"}',
    });
    await underWay;
    await stopping.close();
    const response = await answer;
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      503,
      '1',
      expect.objectContaining({ code: 'STOPPING' }),
    ]);
  });
});

describe('the docs', () => {
  it('are there for people and for tools', async () => {
    const page = await get('/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    expect((await get('/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
    expect((await get('/docs-json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});
