import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateReceivables } from '../oracle/generate';
import { agingByBuyer, countbackDso, dayOf, decimal, monthEnds, readReceivables, type Receivable } from '../oracle/receivables';
import { get } from '../support/http';
import { usance } from '../support/process';
import { startSystem, type System } from '../support/system';

const MAP = join(__dirname, '../../apps/cli/examples/late-payments.map.yaml');
const DAYS = ['2013-03-31', '2013-06-30', '2013-12-31'];
const LAST_DAY = '2014-03-31';

interface AgingAnswer {
  readonly rows: readonly {
    readonly key: string;
    readonly amounts: readonly string[];
    readonly disputed: string;
    readonly total: string;
  }[];
  readonly nextCursor?: string;
}

const files: readonly (readonly [string, () => Promise<string>])[] = [
  ['a generated file', () => Promise.resolve(generateReceivables({ seed: 20130331, rows: 700, buyers: 40 }))],
  ...(process.env.USANCE_SAMPLE_CSV
    ? [['the sample file', () => readFile(process.env.USANCE_SAMPLE_CSV!, 'utf8')] as const]
    : []),
];

describe.each(files)('the import of %s', (_name, read) => {
  let folder: string;
  let csv: string;
  let rows: readonly Receivable[];
  let system: System;

  const importFile = (file: string) =>
    usance(['import', file, '--map', MAP, '--seller', 'acme', '--url', system.url, '--rejects', join(folder, 'rejects.csv')]);
  const query = async <Body>(path: string): Promise<Body> => (await get<Body>(system.url, `/v1/sellers/acme/${path}`)).body;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'usance-import-'));
    const text = await read();
    csv = join(folder, 'invoices.csv');
    await writeFile(csv, text);
    rows = readReceivables(text);
    system = await startSystem({ businessDay: '2012-01-01' });
  }, 60_000);

  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes every row in', async () => {
    const { code, output } = await importFile(csv);
    expect([code, output]).toEqual([0, expect.stringContaining(`${rows.length.toLocaleString('en')} rows`)]);
    const [, position = ''] = /^Position (\d+): every query shows it\.$/m.exec(output) ?? [];
    expect(BigInt((await query<{ position: string }>(`aging?asOf=${LAST_DAY}`)).position)).toBe(BigInt(position));
  }, 120_000);

  it('marks overdue, once each, what was never paid', async () => {
    const unpaid = rows.filter(({ settled, due }) => settled === undefined && due < dayOf(LAST_DAY));
    const { code, output } = await usance(['day', LAST_DAY, '--url', system.url]);
    const [, commands = ''] = /^\S+: (\d+) commands?, position \d+\n$/.exec(output) ?? [];
    expect([code, Number(commands) >= unpaid.length]).toEqual([0, true]); // and as many again as invoices grew old
    const idsWith = async (status: string): Promise<string[]> =>
      (await query<{ rows: readonly { readonly invoiceId: string }[] }>(`invoices?status=${status}&limit=500`)).rows.map(
        ({ invoiceId }) => invoiceId,
      );
    const marked = [...(await idsWith('overdue')), ...(await idsWith('disputed'))]; // an invoice in dispute is shown as disputed
    expect(marked.sort()).toEqual(unpaid.map(({ invoice }) => invoice).sort());
  }, 60_000);

  it.each(DAYS)('ages every buyer as of %s as the rows say', async (day) => {
    const answer = await query<AgingAnswer>(`aging?asOf=${day}&by=buyer&limit=500`);
    const owed = answer.rows.filter(({ total, amounts }) => total !== '0.00' || amounts.some((amount) => amount !== '0.00'));
    const actual = owed.map(({ key, amounts, disputed, total }) => [key, { amounts, disputed, total }] as const);
    const expected = [...agingByBuyer(rows, day)].map(
      ([buyer, { amounts, disputed, total }]) =>
        [buyer, { amounts: amounts.map(decimal), disputed: decimal(disputed), total: decimal(total) }] as const,
    );
    expect(expected.length).toBeGreaterThan(5);
    expect(new Map(actual)).toEqual(new Map(expected));
  });

  it('has the countback DSO of every month as the rows say', async () => {
    const ends = monthEnds('2012-01', '2014-03');
    const actual = await Promise.all(
      ends.map(async (day) => {
        const { dso, receivables } = await query<{ dso: string | null; receivables: string }>(
          `dso?asOf=${day}&method=countback&currency=USD`,
        );
        return { day, dso, receivables };
      }),
    );
    const expected = ends.map((day) => {
      const { hundredths, receivables } = countbackDso(rows, day);
      return { day, dso: hundredths === null ? null : decimal(hundredths), receivables: decimal(receivables) };
    });
    expect(expected.filter(({ dso }) => dso !== null && dso !== '0.00').length).toBeGreaterThan(20);
    expect(actual).toEqual(expected);
  });

  it('adds nothing the second time', async () => {
    const before = await query<{ position: string }>('aging?asOf=2013-12-31');
    const { code, output } = await importFile(csv);
    expect([code, output]).toEqual([0, expect.stringMatching(/RecordInvoice +[\d,]+ +0 +[\d,]+ +0\n/)]);
    expect(await query('aging?asOf=2013-12-31')).toEqual(before);
  }, 120_000);
});
