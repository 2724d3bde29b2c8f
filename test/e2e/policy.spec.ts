import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { get, send } from '../support/http';
import { usance } from '../support/process';
import { removeFolder, startSystem, temporaryFolder, type System } from '../support/system';

const EXAMPLE = join(__dirname, '../../apps/cli/examples/credit-policy.yaml');
const SELLER = '/v1/sellers/acme';
const D = '2026-01-15';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('a credit policy on the command line', () => {
  let system: System;
  let folder: string;

  const policy = (command: 'check' | 'publish', file: string) =>
    usance(['policy', command, file, '--seller', 'acme', '--data-dir', system.dataDir]);
  const does = async (name: string, payload: object): Promise<void> => {
    const { status, body } = await send(system.url, `${SELLER}/commands/${name}`, payload);
    expect([status, body]).toEqual([201, expect.anything()]);
  };
  const buyer = async (buyerId: string, grade: number, limit: string): Promise<void> => {
    await does('RegisterBuyer', { buyerId, legalName: `${buyerId} GmbH`, country: 'DE' });
    const approver = { name: 'D. Roth', level: 'director' };
    await does('OverrideGrade', { buyerId, grade, reason: 'known well', approver, validFrom: D, validTo: '2026-12-31' });
    await does('GrantLimit', { buyerId, amount: eur(limit), validFrom: '2026-01-01' });
  };
  const order = (buyerId: string, orderId: string, amount: string, details: object = {}): Promise<void> =>
    does('SubmitOrder', { buyerId, orderId, amount: eur(amount), orderedOn: D, ...details });
  /** Another policy: the example with the one line in place of the other. */
  const example = async (line: string, instead: string): Promise<string> => {
    const text = await readFile(EXAMPLE, 'utf8');
    expect(text).toContain(line);
    const file = join(folder, 'policy.yaml');
    await writeFile(file, text.replace(line, instead));
    return file;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    system = await startSystem({ businessDay: D });
  }, 60_000);

  afterAll(async () => {
    await system.stop();
    await removeFolder(folder);
  });

  it('is published as the next version', async () => {
    const { code, output } = await policy('publish', EXAMPLE);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^Version 1 is published and counts from 2026-01-01\. Position \d+\.\n$/),
    ]);
    const [, position = ''] = /Position (\d+)/.exec(output) ?? [];
    const { body } = await get<{ version: number; currency: string }>(
      system.url,
      `${SELLER}/credit-policy?on=${D}&atLeast=${position}`,
    );
    expect(body).toMatchObject({ version: 1, currency: 'EUR' });
  }, 60_000);

  it('that holds more is shown with the limits above it and the orders that it would hold', async () => {
    await buyer('GOOD', 3, '300000.00');
    await buyer('POOR', 8, '2000.00');
    await order('GOOD', 'G1', '12000.00', { termsDays: 60 });
    await order('GOOD', 'G2', '500000.00', { shipBy: '2026-04-20' });
    await order('POOR', 'P1', '1500.00');
    await order('POOR', 'P2', '700.00');
    const strict = await example("overdueShare: '0.25', worstGrade: 8", "overdueShare: '0.25', worstGrade: 7");
    expect(await policy('check', strict)).toEqual({
      code: 0,
      output: [
        'The policy can be published.',
        '',
        "Limits in force: 2, above the cap of their buyer's grade: 1.",
        'buyer  grade       limit         cap      above',
        '─────  ─────  ──────────  ──────────  ─────────  ───',
        'GOOD       3  300,000.00  250,000.00  50,000.00  EUR',
        '',
        'Orders let through and not yet shipped: 3, would be held: 1.',
        'order  buyer    amount       under this policy  under version 1, in force',
        '─────  ─────  ────────  ───  ─────────────────  ─────────────────────────',
        'P1     POOR   1,500.00  EUR  GRADE              passes',
        '',
        'Orders held: 1, would no longer be held: 0.',
        '',
      ].join('\n'),
    });
  }, 60_000);

  it('that looks further ahead asks for the credit of orders that are still far', async () => {
    const { output } = await policy('check', await example('orderHorizonDays: 60', 'orderHorizonDays: 120'));
    expect(output).toMatch(
      /let through and not yet shipped: 3, would be held: 1\.\n.*\n.*\nG2 +GOOD +500,000\.00 +EUR +LIMIT_EXCEEDED +passes\n/,
    );
  }, 60_000);

  it('that holds less is shown with the orders that it would let through, after what was recorded last', async () => {
    await does('RecordInvoice', { buyerId: 'GOOD', invoiceId: 'I1', amount: eur('900.00'), issuedOn: '2025-11-01', dueOn: D });
    expect(await usance(['day', '2026-01-20', '--data-dir', system.dataDir])).toMatchObject({ code: 0 });
    await order('GOOD', 'G3', '100.00', { orderedOn: '2026-01-20' });
    const mild = await example("overdueShare: '0.25', worstGrade: 8", "overdueShare: '1', worstGrade: 8");
    const { output } = await policy('check', mild);
    expect(output).toMatch(
      /Orders held: 2, would no longer be held: 1\.\n.*\n.*\nG3 +GOOD +100\.00 +EUR +passes +OVERDUE_SHARE\n$/,
    );
  }, 60_000);

  it('was only looked at: nothing of this changed an order or published a version', async () => {
    const { body } = await get<{ rows: { orderId: string; status: string }[] }>(system.url, `${SELLER}/orders`);
    const rows = body.rows.map(({ orderId, status }) => `${orderId} ${status}`);
    expect(rows.sort()).toEqual(['G1 approved', 'G2 approved', 'G3 held', 'P1 approved', 'P2 held']);
    expect(await get(system.url, `${SELLER}/credit-policy?version=2`)).toMatchObject({ status: 404 });
  });

  it('that contradicts itself is not published, and every fault is named', async () => {
    const file = await example("hysteresis: '0.05'", "hysteresis: '1'");
    const { code, output } = await policy('publish', file);
    expect([code, output]).toEqual([1, expect.stringMatching(/^The policy cannot be published:\n {2}hysteresis: /)]);
    expect(await get(system.url, `${SELLER}/credit-policy?version=2`)).toMatchObject({ status: 404 });
  }, 60_000);
});
