import { OtherVersionAnswers } from '@usance/projections';
import { startApi, type ApiUnderTest } from '../testing/api-under-test';

let api: ApiUnderTest;
let waits: unknown[][] = [];
let building: OtherVersionAnswers | undefined;

beforeAll(async () => {
  const waitFor = (...asked: unknown[]): Promise<boolean> => {
    waits.push(asked);
    return Promise.resolve(false);
  };
  const open = (): Promise<never> => Promise.reject(building ?? new Error('the test did not expect a query'));
  api = await startApi({ models: { waitFor, open, inTime: (answer) => answer } });
});
beforeEach(() => {
  waits = [];
});
afterAll(() => api.close());

const ask = async (path: string): Promise<unknown> => {
  const response = await api.app.inject({ method: 'GET', url: `/v1/sellers/acme/${path}` });
  const { code, errors = [] } = response.json<{ code: string; errors?: { field: string; code: string }[] }>();
  return [response.statusCode, code, ...errors.map((each) => `${each.field} ${each.code}`)];
};

describe('a query', () => {
  it.each([
    ['aging?colour=red', 'colour UNKNOWN_FIELD'],
    ['aging?seller=other', 'seller UNKNOWN_FIELD'],
    ['exposure/B1?buyer=B2', 'buyer UNKNOWN_FIELD'],
    ['aging?asOf=2026-02-30', 'asOf NOT_A_DATE'],
    ['aging?asOf=2026-01-01&asOf=2026-01-02', 'asOf WRONG_TYPE'],
    ['aging?asOf=', 'asOf NOT_A_DATE'],
    ['aging?knownAt=2026-01-01', 'knownAt NOT_A_DATE'],
    ['aging?knownAt=2026-02-30T00:00:00Z', 'knownAt NOT_A_DATE'],
    ['aging?knownAt=2026-01-01T24:00:00Z', 'knownAt NOT_A_DATE'],
    ['aging?basis=shipped', 'basis NOT_ONE_OF'],
    ['aging?by=seller', 'by NOT_ONE_OF'],
    ['aging?buckets=60,30', 'buckets OUT_OF_RANGE'],
    ['aging?buckets=30,30', 'buckets OUT_OF_RANGE'],
    ['aging?buckets=0', 'buckets OUT_OF_RANGE'],
    ['aging?buckets=30,,60', 'buckets OUT_OF_RANGE'],
    ['aging?buckets=1,2,3,4,5,6,7,8,9,10,11,12,13', 'buckets OUT_OF_RANGE'],
    ['aging?buyer=a%20b', 'buyer NOT_AN_ID'],
    ['aging?limit=0', 'limit OUT_OF_RANGE'],
    ['aging?limit=501', 'limit OUT_OF_RANGE'],
    ['aging?limit=1e2', 'limit WRONG_TYPE'],
    ['aging?limit=-1', 'limit WRONG_TYPE'],
    ['aging?atLeast=-1', 'atLeast OUT_OF_RANGE'],
    ['aging?atLeast=9223372036854775808', 'atLeast OUT_OF_RANGE'],
    ['aging?waitMs=10001', 'waitMs OUT_OF_RANGE'],
    ['dso?method=magic', 'method NOT_ONE_OF'],
    ['dso?days=0', 'days OUT_OF_RANGE'],
    ['dso?currency=EURO', 'currency CURRENCY_UNKNOWN'],
    ['dso/trend?from=2013-01&to=2012-12', 'to WRONG_ORDER'],
    ['dso/trend?from=2013-13&to=2014-01', 'from NOT_A_DATE'],
    ['dso/trend?from=2013-01', 'to REQUIRED'],
    ['exposure?sort=limit', 'sort NOT_ONE_OF'],
    ['exposure/a%2Fb', 'buyer NOT_AN_ID'],
    ['invoices?status=late', 'status NOT_ONE_OF'],
    ['invoices?dueFrom=2026-02-01&dueTo=2026-01-31', 'dueTo WRONG_ORDER'],
    ['claims?status=paid', 'status NOT_ONE_OF'],
    ['limits/B1?knownAt=2026-01-01', 'knownAt NOT_A_DATE'],
    ['orders?status=open', 'status NOT_ONE_OF'],
    ['limit-requests?status=approved', 'status NOT_ONE_OF'],
    ['limit-proposals?status=open', 'status NOT_ONE_OF'],
    ['securities?status=open', 'status NOT_ONE_OF'],
    ['flags?status=closed', 'status NOT_ONE_OF'],
    ['hold-queue?limit=0', 'limit OUT_OF_RANGE'],
    ['decisions?from=2026-02-01&to=2026-01-31', 'to WRONG_ORDER'],
    ['credit-policy?on=2026-02-30', 'on NOT_A_DATE'],
    ['credit-policy?version=1&on=2026-01-01', 'on NOT_ALLOWED'],
    ['credit-policy?version=one', 'version WRONG_TYPE'],
    ['scorecards/a%20b', 'model NOT_AN_ID'],
    ['buyers?grade=11', 'grade OUT_OF_RANGE'],
    ['buyers?country=XX', 'country COUNTRY_UNKNOWN'],
    ['buyers/a%20b', 'buyer NOT_AN_ID'],
    ['buyers/B1/scores?limit=0', 'limit OUT_OF_RANGE'],
    ['alerts?status=new', 'status NOT_ONE_OF'],
    ['alerts?severity=high', 'severity NOT_ONE_OF'],
    ['reviews?from=2026-02-01&to=2026-01-31', 'to WRONG_ORDER'],
    ['reviews?status=open', 'status NOT_ONE_OF'],
    ['monitoring?due=soon', 'due NOT_A_DATE'],
    ['countries/br', 'country COUNTRY_UNKNOWN'],
    ['history', 'stream REQUIRED'],
    ['history?stream=account-acme.B1&from=x', 'from OUT_OF_RANGE'],
  ])('%s is 400: %s', async (path, error) => expect(await ask(path)).toEqual([400, 'VALIDATION_FAILED', error]));

  it('of a seller that can be none is 400', async () => {
    const response = await api.app.inject({ method: 'GET', url: '/v1/sellers/Acme/aging' });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ field: 'seller', code: 'NOT_AN_ID' }] });
  });

  it('that wants to see more than the read models have waits, then is 503', async () => {
    const response = await api.app.inject({ method: 'GET', url: '/v1/sellers/acme/aging?atLeast=12345&waitMs=70' });
    expect([response.statusCode, response.json<{ code: string }>().code, response.headers['retry-after']]).toEqual([
      503,
      'NOT_YET_PROJECTED',
      '1',
    ]);
    expect(waits).toEqual([[['open_items', 'buyers'], 12345n, 70]]);
  });

  it('of a read model that is being built is 503, and no error in the log', async () => {
    building = new OtherVersionAnswers({ name: 'limits', version: 2 }, 'limits_v1', 77n);
    const response = await api.app.inject({ method: 'GET', url: '/v1/sellers/acme/limits/B1' });
    expect([response.statusCode, response.headers['retry-after'], response.json()]).toEqual([
      503,
      '1',
      expect.objectContaining({ code: 'NOT_YET_PROJECTED', detail: expect.stringContaining('at position 77') }),
    ]);
    const line = api.log
      .map((text) => JSON.parse(text) as { level: string; status?: number })
      .find(({ status }) => status === 503);
    expect(line).toMatchObject({ level: 'warn' });
  });

  it('waits two seconds when it does not say how long', async () => {
    await ask('limits/B1?atLeast=1');
    expect(waits).toEqual([[['limits', 'buyers'], 1n, 2000]]);
  });

  it('of an exposure waits for the buyer to be registered, too', async () => {
    await ask('exposure/B1?atLeast=1');
    expect(waits).toEqual([[['exposure', 'open_items', 'buyers'], 1n, 2000]]);
  });
});
