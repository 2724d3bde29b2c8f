import { startCluster, type Cluster } from '../support/cluster';
import { get, send, type Answer } from '../support/http';

const SELLER = 'acme';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

interface Body {
  readonly code?: string;
  readonly position?: string;
  readonly decision?: { readonly outcome: string };
}

describe('two apis at once, on one account', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({ apis: 2, businessDay: '2024-01-01' });
  }, 60_000);

  afterAll(() => cluster.stop(), 30_000);

  /** Sends a command to the first, the second, the first … api; again while a clash with the other did not settle. */
  const command = async (turn: number, name: string, payload: object): Promise<Answer<Body>> => {
    const url = cluster.apis[turn % cluster.apis.length] ?? '';
    const answer = await send<Body>(url, `/v1/sellers/${SELLER}/commands/${name}`, payload);
    return answer.status === 409 ? command(turn, name, payload) : answer;
  };

  const buyerWithLimit = async (buyerId: string, limit: string): Promise<void> => {
    await command(0, 'RegisterBuyer', { buyerId, legalName: 'Racing Ltd', country: 'GB' });
    await command(0, 'GrantLimit', { buyerId, amount: eur(limit), validFrom: '2024-01-01' });
  };

  const counted = (answers: readonly Answer<Body>[]): Record<string, number> =>
    answers
      .map(({ status, body }) => `${status} ${body.code ?? ''}`.trim())
      .reduce<Record<string, number>>((counts, answer) => ({ ...counts, [answer]: (counts[answer] ?? 0) + 1 }), {});

  const newest = (answers: readonly Answer<Body>[]): bigint =>
    answers.map(({ body }) => BigInt(body.position ?? 0)).reduce((a, b) => (b > a ? b : a), 0n);

  const query = async <T>(path: string, atLeast: bigint): Promise<T> =>
    (await get<T>(cluster.apis[0] ?? '', `/v1/sellers/${SELLER}/${path}?atLeast=${atLeast}&waitMs=10000`)).body;

  it('issues exactly the 50 of 200 invoices that fit the limit', async () => {
    await buyerWithLimit('RACE', '5000.00');
    const invoice = (number: number) => ({
      buyerId: 'RACE',
      invoiceId: `I${number}`,
      amount: eur('100.00'),
      issuedOn: '2024-01-01',
      dueOn: '2024-01-31',
    });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, turn) => command(turn, 'IssueInvoice', invoice(turn))));
    expect(counted(answers)).toEqual({ '201': 50, '422 LIMIT_EXCEEDED': 150 });
    const exposure = await query<{ open: string; available: string }>('exposure/RACE', newest(answers));
    expect(exposure).toMatchObject({ open: '5000.00', available: '0.00', overLimit: false });
  }, 60_000);

  it('approves exactly the 50 of 200 orders that fit, and holds the others', async () => {
    await buyerWithLimit('ORDERS', '5000.00');
    const order = (number: number) => ({
      buyerId: 'ORDERS',
      orderId: `O${number}`,
      amount: eur('100.00'),
      orderedOn: '2024-01-01',
    });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, turn) => command(turn, 'SubmitOrder', order(turn))));
    expect(counted(answers)).toEqual({ '201': 200 });
    expect(answers.filter(({ body }) => body.decision?.outcome === 'approve')).toHaveLength(50);
    const exposure = await query<object>('exposure/ORDERS', newest(answers));
    expect(exposure).toMatchObject({ orders: '5000.00', available: '0.00', classes: { held: '15000.00', order: '5000.00' } });
  }, 60_000);

  it('never allocates more to an invoice than is open on it', async () => {
    await buyerWithLimit('PAID', '1000.00');
    const dates = { issuedOn: '2024-01-01', dueOn: '2024-01-31' };
    await command(0, 'IssueInvoice', { buyerId: 'PAID', invoiceId: 'I1', amount: eur('100.00'), ...dates });
    const payment = (number: number) => ({
      buyerId: 'PAID',
      paymentId: `P${number}`,
      amount: eur('60.00'),
      paidOn: '2024-01-10',
      allocations: [{ invoiceId: 'I1', amount: eur('60.00') }],
    });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, turn) => command(turn, 'RecordPayment', payment(turn))));
    expect(counted(answers)).toEqual({ '201': 1, '422 ALLOCATION_EXCEEDS_OPEN': 39 });
    const invoice = await query<object>('buyers/PAID/invoices/I1', newest(answers));
    expect(invoice).toMatchObject({ open: '40.00' });
  }, 60_000);
});
