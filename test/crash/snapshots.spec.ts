import { MongoClient } from 'mongodb';
import { startCluster, type Cluster } from '../support/cluster';
import { eventually } from '../support/eventually';
import { send, type Answer } from '../support/http';
import { StubbornClient } from './client';
import { SELLER, type KeyedCommand } from './workload';

const BUYER = 'LONG';
const STREAM = `account-${SELLER}.${BUYER}`;
/** Enough that the runner packs the account: it does so every 4,000 events. */
const INVOICES = 4_500;

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const invoice = (invoiceId: string, amount = '10.00') => ({
  buyerId: BUYER,
  invoiceId,
  amount: eur(amount),
  issuedOn: '2024-01-02',
  dueOn: '2024-02-01',
});

const keyed = (command: string, payload: KeyedCommand['payload'], number: number): KeyedCommand => ({
  command,
  idempotencyKey: `key-${number}`,
  payload,
});

const history: readonly KeyedCommand[] = [
  keyed('RegisterBuyer', { buyerId: BUYER, legalName: 'Long Account plc', country: 'GB' }, 0),
  keyed('GrantLimit', { buyerId: BUYER, amount: eur('45000.50'), validFrom: '2024-01-01' }, 1),
  ...Array.from({ length: INVOICES }, (_, index) => keyed('IssueInvoice', invoice(`I${index}`), index + 2)),
];

/** Commands whose answers depend on all that the account remembers, and change nothing. */
const questions: readonly { readonly command: string; readonly payload: object; readonly headers?: Record<string, string> }[] = [
  { command: 'IssueInvoice', payload: invoice('I0'), headers: { 'idempotency-key': 'key-2' } },
  { command: 'IssueInvoice', payload: invoice('I0', '11.00'), headers: { 'idempotency-key': 'key-2' } },
  { command: 'IssueInvoice', payload: invoice('I17') },
  { command: 'IssueInvoice', payload: invoice('NEW', '0.51') },
  { command: 'IssueInvoice', payload: invoice('NEW', '0.50'), headers: { 'if-match': '"17"' } },
  { command: 'ReversePayment', payload: { buyerId: BUYER, paymentId: 'NONE', reversedOn: '2024-01-03', reason: 'none' } },
];

describe('snapshots', () => {
  let cluster: Cluster;
  let mongo: MongoClient;

  const snapshots = () => mongo.db('usance').collection<{ _id: string }>('snapshots');

  /** The answers of an api that has just started, and holds nothing in memory. */
  const coldAnswers = async (): Promise<Pick<Answer, 'status' | 'body'>[]> => {
    const api = cluster.members.find(({ name }) => name === 'api 1');
    await api?.end('SIGKILL');
    await api?.start();
    const answers = [];
    for (const { command, payload, headers } of questions) {
      const { status, body } = await send(cluster.apis[0] ?? '', `/v1/sellers/${SELLER}/commands/${command}`, payload, {
        headers,
      });
      answers.push({ status, body });
    }
    return answers;
  };

  beforeAll(async () => {
    cluster = await startCluster({ apis: 1, businessDay: '2024-01-01' });
    mongo = await MongoClient.connect(cluster.mongodb);
    await new StubbornClient(() => cluster.apis[0] ?? '').inBatches(history);
  }, 60_000);

  afterAll(async () => {
    await mongo.close();
    await cluster.stop();
  }, 30_000);

  it('change no answer when all are deleted', async () => {
    await eventually('a snapshot of the account', async () => (await snapshots().findOne({ _id: STREAM })) !== null);
    const withSnapshot = await coldAnswers();
    await snapshots().deleteMany({});
    const without = await coldAnswers();
    expect(without).toEqual(withSnapshot);
    expect(without.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual([
      [200, undefined],
      [422, 'IDEMPOTENCY_KEY_REUSED'],
      [422, 'INVOICE_EXISTS'],
      [422, 'LIMIT_EXCEEDED'],
      [412, expect.anything()],
      [422, 'PAYMENT_UNKNOWN'],
    ]);
  }, 60_000);
});
