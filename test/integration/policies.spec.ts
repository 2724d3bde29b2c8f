import { get, send } from '../support/http';
import { answersReady, member } from '../support/member';
import { freePort, USANCE } from '../support/process';
import { removeFolder, startSystem, temporaryFolder, type System } from '../support/system';

const SELLER = '/v1/sellers/acme';

interface Moved {
  readonly day: string;
  readonly commands: number;
  readonly position: string;
}

describe('the business day of a running system', () => {
  let system: System;

  const command = async (name: string, payload: object): Promise<number> =>
    (await send(system.url, `${SELLER}/commands/${name}`, { buyerId: 'B1', ...payload })).status;
  const moveTo = (day: string) => send<Moved>(system.url, '/v1/business-day', { day }, { method: 'PUT' });
  const marked = async (): Promise<unknown[]> => {
    const { body } = await get<{ events: readonly { type: string; data: { invoiceId: string; today: string } }[] }>(
      system.url,
      `${SELLER}/history?stream=account-acme.B1&limit=500`,
    );
    return body.events.flatMap(({ type, data }) => (type === 'InvoiceFellOverdue' ? [`${data.invoiceId} ${data.today}`] : []));
  };

  beforeAll(async () => {
    system = await startSystem({ businessDay: '2026-01-01' });
    expect(await command('RegisterBuyer', { legalName: 'Bravo', country: 'DE' })).toBe(201);
    for (const [invoiceId, dueOn] of [
      ['I1', '2026-01-10'],
      ['I2', '2026-01-05'],
      ['I3', '2026-03-01'],
    ])
      expect(
        await command('RecordInvoice', {
          invoiceId,
          amount: { amount: '10.00', currency: 'EUR' },
          issuedOn: '2026-01-01',
          dueOn,
        }),
      ).toBe(201);
  }, 60_000);

  afterAll(async () => {
    const code = await system.stop();
    expect([code, system.output()]).toEqual([0, expect.any(String)]);
  }, 60_000);

  it('is not run ahead of by a command that says a later day', async () => {
    expect(await command('MarkOverdue', { invoiceId: 'I2', today: '2026-01-06' })).toBe(422);
    expect(await marked()).toEqual([]);
  });

  it('carries out a gap in the order of its days, and answers when it can be queried', async () => {
    const { status, body } = await moveTo('2026-02-01');
    expect([status, body]).toEqual([200, { day: '2026-02-01', commands: 3, position: expect.stringMatching(/^\d+$/) }]);
    expect(await marked()).toEqual(['I2 2026-01-06', 'I1 2026-01-11']); // and I2 has been overdue for 15 days
    const { body: list } = await get<{ rows: readonly { invoiceId: string }[] }>(system.url, `${SELLER}/invoices?status=overdue`);
    expect(list.rows.map(({ invoiceId }) => invoiceId).sort()).toEqual(['I1', 'I2']);
  });

  it('waits, on the same day, for what an invoice that came in late leads to', async () => {
    const late = { invoiceId: 'I4', amount: { amount: '5.00', currency: 'EUR' }, issuedOn: '2025-12-01', dueOn: '2025-12-31' };
    expect(await command('RecordInvoice', late)).toBe(201);
    expect((await moveTo('2026-02-01')).status).toBe(200);
    expect(await marked()).toContain('I4 2026-01-01');
  });

  it.each([
    ['2026-01-31', 'DAY_IN_THE_PAST'],
    ['2036-02-10', 'DAY_TOO_FAR'],
  ])('is not moved to %s', async (day, code) => {
    const { status, body } = await moveTo(day);
    expect([status, body]).toEqual([422, expect.objectContaining({ code })]);
  });

  it('is the later one after a restart with an earlier setting, and nothing is marked twice', async () => {
    await system.kill('up');
    await system.restart();
    expect((await get(system.url, '/v1/business-day')).body).toMatchObject({ day: '2026-02-01', mode: 'manual' });
    expect((await moveTo('2026-03-02')).body).toMatchObject({ commands: 1 });
    expect(await marked()).toEqual(['I2 2026-01-06', 'I1 2026-01-11', 'I4 2026-01-01', 'I3 2026-03-02']);
  }, 60_000);
});

describe('a process that joins without the setting', () => {
  /** Not due on the day of the system, and long overdue by the clock. */
  const OPEN = { amount: { amount: '10.00', currency: 'EUR' }, issuedOn: '2013-01-01', dueOn: '2013-01-31' };
  let dataDir: string;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    dataDir = await temporaryFolder();
    ends = [() => removeFolder(dataDir)];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });

  it('keeps to the day that the system has moved, and so does a system that takes over', async () => {
    const first = await startSystem({ dataDir, businessDay: '2013-01-01' });
    ends.push(() => first.stop());
    const url = `http://127.0.0.1:${await freePort()}`;
    const settings = { USANCE_DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'warn' };
    const api = member({ name: 'api', script: USANCE, args: ['api'], settings, isReady: () => answersReady(url) });
    await api.start();
    ends.push(() => api.end('SIGTERM'));
    await send(url, `${SELLER}/commands/RegisterBuyer`, { buyerId: 'B1', legalName: 'Bravo', country: 'DE' });
    await send(url, `${SELLER}/commands/RecordInvoice`, { buyerId: 'B1', invoiceId: 'I1', ...OPEN });
    expect((await get(url, '/v1/business-day')).body).toEqual({ day: '2013-01-01', mode: 'manual' });
    for (const end of ends.splice(1).reverse()) await end();

    const second = await startSystem({ dataDir });
    ends.push(() => second.stop());
    const moved = await send(second.url, '/v1/business-day', { day: '2013-01-31' }, { method: 'PUT' });
    expect([moved.status, moved.body]).toEqual([200, expect.objectContaining({ day: '2013-01-31', commands: 0 })]);
    const { body } = await get(second.url, `${SELLER}/invoices?status=overdue`);
    expect(body).toMatchObject({ rows: [] });
  }, 60_000);
});

describe('the business day that follows the clock', () => {
  it('cannot be moved', async () => {
    const system = await startSystem();
    try {
      const { status, body } = await send(system.url, '/v1/business-day', { day: '2030-01-01' }, { method: 'PUT' });
      expect([status, body]).toEqual([422, expect.objectContaining({ code: 'DAY_RUNS_BY_CLOCK' })]);
    } finally {
      await system.stop();
    }
  }, 60_000);
});
