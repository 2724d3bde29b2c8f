import { get, send, type Answer } from '../support/http';
import { startSystem, type System } from '../support/system';

interface Done {
  stream: string;
  revision: string;
  position: string;
  events: { id: string; type: string }[];
}

interface Problem {
  code: string;
  facts?: Record<string, unknown>;
}

let system: System;
beforeAll(async () => {
  system = await startSystem({ businessDay: '2026-03-31' });
}, 60_000);
afterAll(async () => {
  expect(await system.stop()).toBe(0);
}, 60_000);

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const on = (seller: string) => {
  const base = `/v1/sellers/${seller}`;
  return {
    command: <Body = Done>(name: string, body: object, headers: Record<string, string> = {}): Promise<Answer<Body>> =>
      send<Body>(system.url, `${base}/commands/${name}`, body, { headers }),
    query: <Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> => get<Body>(system.url, `${base}/${path}`),
    csv: async (path: string): Promise<string> =>
      (await fetch(new URL(`${base}/${path}`, system.url), { headers: { accept: 'text/csv' } })).text(),
    batch: async (
      lines: readonly object[],
    ): Promise<{ line: number; status: number; position?: string; problem?: Problem }[]> => {
      const response = await fetch(new URL(`${base}/commands`, system.url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.map((line) => JSON.stringify(line)).join('\n'),
      });
      expect(response.status).toBe(200);
      return (await response.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { line: number; status: number });
    },
  };
};

const invoice = (invoiceId: string, amount: string, more: object = {}) => ({
  buyerId: 'B1',
  invoiceId,
  amount: eur(amount),
  issuedOn: '2026-02-01',
  dueOn: '2026-04-30',
  ...more,
});

const openBuyer = async (seller: string, limit = '1000.00'): Promise<void> => {
  const { command } = on(seller);
  await command('RegisterBuyer', { buyerId: 'B1', legalName: 'Nordwind', country: 'DE' });
  await command('GrantLimit', { buyerId: 'B1', amount: eur(limit), validFrom: '2026-01-01' });
};

describe('a command over HTTP', () => {
  it('is carried out once, however often it is sent', async () => {
    await openBuyer('once');
    const { command } = on('once');
    const first = await command('IssueInvoice', invoice('I1', '100.00'), { 'idempotency-key': 'K1' });
    expect([first.status, first.body.stream, first.body.events.map(({ type }) => type)]).toEqual([
      201,
      'account-once.B1',
      ['InvoiceIssued'],
    ]);
    const again = await command('IssueInvoice', invoice('I1', '100.00'), { 'idempotency-key': 'K1' });
    expect([again.status, again.headers.get('idempotency-hit'), again.body]).toEqual([200, 'true', first.body]);
    const other = await command<Problem>('IssueInvoice', invoice('I1', '100.01'), { 'idempotency-key': 'K1' });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('is refused beyond the limit, with the figures, and then finds its key unused', async () => {
    await openBuyer('limit');
    const { command } = on('limit');
    await command('IssueInvoice', invoice('I1', '700.00'));
    const refused = await command<Problem>('IssueInvoice', invoice('I2', '300.01'), { 'idempotency-key': 'K2' });
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([
      422,
      'LIMIT_EXCEEDED',
      { limit: eur('1000.00'), used: eur('700.00'), available: eur('300.00'), requested: eur('300.01') },
    ]);
    expect((await command('IssueInvoice', invoice('I2', '300.00'), { 'idempotency-key': 'K2' })).status).toBe(201);
  });

  it('can demand the revision that it has seen', async () => {
    await openBuyer('revision');
    const { command } = on('revision');
    const seen = (await command('IssueInvoice', invoice('I1', '1.00'))).body.revision;
    expect((await command('IssueInvoice', invoice('I2', '1.00'), { 'if-match': `"${seen}"` })).status).toBe(201);
    const late = await command<Problem>('IssueInvoice', invoice('I3', '1.00'), { 'if-match': `"${seen}"` });
    expect([late.status, late.body.code]).toEqual([412, 'REVISION_MISMATCH']);
  });

  it('sent many at a time never exceeds the limit', async () => {
    await openBuyer('race');
    const { command } = on('race');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => command<Problem>('IssueInvoice', invoice(`I${n}`, '100.00'))),
    );
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((status) => status === 201).length, statuses.filter((status) => status === 422).length]).toEqual([
      10, 30,
    ]);
  });
});

describe('a batch over HTTP', () => {
  it('takes effect in order, and a bad line fails alone', async () => {
    const { batch, query } = on('batch');
    const answers = await batch([
      { command: 'RegisterBuyer', payload: { buyerId: 'B1', legalName: 'Nordwind', country: 'DE' } },
      ...Array.from({ length: 300 }, (_, n) => ({
        command: 'RecordInvoice',
        idempotencyKey: `I${n}`,
        payload: invoice(`I${n}`, '1.00'),
      })),
      { command: 'RecordInvoice', payload: invoice('I0', '1.00') },
      { command: 'RecordPayment', payload: { buyerId: 'B1', paymentId: 'P1', amount: eur('300.00'), paidOn: '2026-03-01' } },
    ]);
    expect(answers.map(({ line }) => line)).toEqual(Array.from({ length: 303 }, (_, n) => n + 1));
    expect(answers.filter(({ status }) => status !== 201).map(({ line, problem }) => [line, problem?.code])).toEqual([
      [302, 'INVOICE_EXISTS'],
    ]);
    const exposure = await query(`exposure/B1?atLeast=${answers.at(-1)?.position}&waitMs=10000`);
    expect(exposure.body).toMatchObject({ open: '0.00', used: '0.00', overLimit: false, limitStatus: 'NO_LIMIT' });
  });
});

describe('queries over HTTP', () => {
  const { command, query, csv } = on('books');
  let position = '';

  beforeAll(async () => {
    await openBuyer('books');
    await command('IssueInvoice', invoice('I1', '600.00', { dueOn: '2026-03-15', reference: 'PO "7", first' }));
    await command('RaiseDispute', {
      buyerId: 'B1',
      invoiceId: 'I1',
      raisedOn: '2026-03-20',
      reason: 'damaged',
      amount: eur('50.00'),
    });
    await command('BindPolicy', {
      policyId: 'POL',
      insurer: 'Atlas',
      currency: 'EUR',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      insuredShare: '0.90',
      maximumLiability: eur('5000.00'),
      maxTermsDays: 90,
      maximumExtensionDays: 30,
      waitingPeriodDays: 10,
    });
    const paid = await command('RecordPayment', {
      buyerId: 'B1',
      paymentId: 'P1',
      amount: eur('700.00'),
      paidOn: '2026-03-25',
      allocations: [{ invoiceId: 'I1', amount: eur('100.00') }],
    });
    position = paid.body.position;
  });

  /** Reads what the commands wrote. */
  const read = async (path: string): Promise<unknown> => {
    const { status, body } = await query(`${path}${path.includes('?') ? '&' : '?'}atLeast=${position}&waitMs=10000`);
    expect([path, status, BigInt(String(body.position)) >= BigInt(position)]).toEqual([path, 200, true]);
    return body;
  };

  it('answer what commands have just written, each of them', async () => {
    expect(await read('aging')).toMatchObject({
      asOf: '2026-03-31',
      rows: [
        {
          key: 'B1',
          currency: 'EUR',
          amounts: ['0.00', '500.00', '0.00', '0.00', '0.00', '0.00'],
          disputed: '50.00',
          unapplied: '-600.00',
          total: '-100.00',
        },
      ],
    });
    expect(await read('aging?asOf=2026-03-10&by=country&buckets=15')).toMatchObject({
      buckets: ['notDue', '1-15', '16+'],
      rows: [{ key: 'DE', amounts: ['600.00', '0.00', '0.00'] }],
    });
    expect(await read('dso')).toMatchObject({ dso: '-15.00', receivables: '-100.00', sales: '600.00', days: 90 });
    expect(await read('dso/trend?from=2026-02&to=2026-03&limit=1')).toMatchObject({
      rows: [{ month: '2026-02' }],
      nextCursor: '2026-03',
    });
    expect(await read('dso/trend?from=2026-02&to=2026-03&limit=1&cursor=2026-03')).toEqual(
      expect.not.objectContaining({ nextCursor: expect.anything() as unknown }),
    );
    expect(await read('exposure/B1')).toMatchObject({ limit: '1000.00', open: '500.00', used: '-100.00', available: '1100.00' });
    expect(await read('exposure?sort=-utilisation')).toMatchObject({ rows: [{ buyer: 'B1' }] });
    expect(await read('invoices?dueTo=2026-03-31')).toMatchObject({
      rows: [{ invoiceId: 'I1', open: '500.00', disputed: '50.00' }],
    });
    expect(await read('buyers/B1/invoices/I1')).toMatchObject({
      amount: '600.00',
      movements: [{ kind: 'opened' }, { kind: 'payment', amount: '-100.00' }],
    });
    expect(await read('buyers/B1/payments/P1')).toMatchObject({
      unapplied: '600.00',
      allocations: [{ invoiceId: 'I1', amount: '100.00' }],
    });
    expect(await read('limits/B1')).toMatchObject({ limit: '1000.00', limitStatus: 'in_force' });
    expect(await read('policies/POL')).toMatchObject({ insuredShare: '0.90', maximumLiability: eur('5000.00') });
    expect(await read('claims')).toMatchObject({ rows: [] });
    expect(await read('history?stream=account-books.B1&payment=P1')).toMatchObject({
      events: [{ type: 'PaymentRecorded', data: { amount: eur('700.00') } }],
    });
  });

  it('come as CSV too', async () => {
    await read('invoices');
    expect((await csv('invoices')).split('\r\n')).toEqual([
      'buyer,invoiceId,currency,amount,open,disputed,status,issuedOn,dueOn,shippedOn,reference,overdueSince',
      expect.stringMatching(/^B1,I1,EUR,600\.00,500\.00,50\.00,disputed,2026-02-01,2026-03-15,,"PO ""7"", first",/),
      '',
    ]);
    for (const table of ['aging', 'dso/trend?from=2026-01&to=2026-03', 'exposure', 'claims'])
      expect(await csv(table)).toMatch(/^\w+(,[\w+-]+)+\r\n/);
  });

  it('of another seller show nothing of it', async () => {
    const stranger = on('stranger');
    for (const thing of [
      'exposure/B1',
      'buyers/B1/invoices/I1',
      'buyers/B1/payments/P1',
      'limits/B1',
      'policies/POL',
      'claims/C1',
      'history?stream=account-books.B1',
    ])
      expect([thing, (await stranger.query(thing)).status]).toEqual([thing, 404]);
    for (const table of ['aging', 'exposure', 'invoices', 'claims', 'dso/trend?from=2026-02&to=2026-03'])
      expect(JSON.stringify((await stranger.query(table)).body)).not.toMatch(/B1|[1-9]\d*\.\d\d/);
  });

  it('page through a table to its end', async () => {
    const { batch } = on('pages');
    const answers = await batch([
      { command: 'RegisterBuyer', payload: { buyerId: 'B1', legalName: 'N', country: 'DE' } },
      ...Array.from({ length: 25 }, (_, n) => ({ command: 'RecordInvoice', payload: invoice(`I${n}`, '1.00') })),
    ]);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const path = `invoices?limit=10&atLeast=${answers.at(-1)?.position}&waitMs=10000${cursor && `&cursor=${cursor}`}`;
      const { body } = await on('pages').query<{ rows: { invoiceId: string }[]; nextCursor?: string }>(path);
      seen.push(...body.rows.map(({ invoiceId }) => invoiceId));
      if (body.nextCursor === undefined) break;
      cursor = body.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
    const forged = await on('pages').query<Problem & { errors: { field: string; code: string }[] }>('invoices?cursor=forged');
    expect([forged.status, forged.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'cursor', code: 'CURSOR_UNKNOWN' })],
    ]);
  });

  it('need a currency when the books are in several', async () => {
    const seller = on('several');
    for (const [buyerId, currency] of [
      ['B1', 'EUR'],
      ['B2', 'USD'],
    ] as const) {
      await seller.command('RegisterBuyer', { buyerId, legalName: 'N', country: 'DE' });
      const { body } = await seller.command('RecordInvoice', {
        ...invoice('I1', '1.00'),
        buyerId,
        amount: { amount: '1.00', currency },
      });
      position = body.position;
    }
    const asked = await seller.query<Problem & { errors: { field: string }[] }>(`dso?atLeast=${position}&waitMs=10000`);
    expect([asked.status, asked.body.errors[0]?.field]).toEqual([400, 'currency']);
    expect((await seller.query('dso?currency=USD')).body).toMatchObject({ receivables: '1.00' });
  });
});

describe('the service', () => {
  it('is ready, tells how far it is, and shows its docs', async () => {
    const ready = await get<{ ready: boolean; projections: { state: string }[] }>(system.url, '/health/ready');
    expect([ready.status, ready.body.ready, ready.body.projections.every(({ state }) => state === 'running')]).toEqual([
      200,
      true,
      true,
    ]);
    expect(await (await fetch(new URL('/metrics', system.url))).text()).toMatch(
      /usance_commands_total\{command="\w+",outcome="done"\} \d+/,
    );
  });

  it('moves the business day forward, never back', async () => {
    const { command, query } = on('days');
    await openBuyer('days');
    await command('IssueInvoice', invoice('I1', '1.00', { dueOn: '2026-04-10' }));
    const move = <Body>(day: string) => send<Body>(system.url, '/v1/business-day', { day }, { method: 'PUT' });
    const moved = await move<{ day: string; commands: number; position: string }>('2026-04-11');
    expect([moved.status, moved.body.day, moved.body.commands >= 1]).toEqual([200, '2026-04-11', true]);
    expect((await query('buyers/B1/invoices/I1')).body).toMatchObject({ status: 'overdue', overdueSince: '2026-04-11' });
    expect((await get(system.url, '/v1/business-day')).body).toEqual({ day: '2026-04-11', mode: 'manual' });
    const back = await move<Problem>('2026-04-10');
    expect([back.status, back.body.code]).toEqual([422, 'DAY_IN_THE_PAST']);
  });
});
