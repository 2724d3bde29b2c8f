import { money } from '@usance/domain';
import { claimOf, claims, limitsOf, policyOf, type ReadModels } from '@usance/projections';
import { limitGranted, limitWithdrawn } from '../../spec/account';
import { instant, recorded } from '../../spec/projections';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const bound = {
  policyId: 'P-1',
  insurer: 'Insurer AG',
  currency: 'EUR',
  periodFrom: '2026-01-01',
  periodTo: '2026-12-31',
  insuredShare: '0.90',
  maximumLiability: money(60_000_000n, 'EUR'),
  maxTermsDays: 60,
  maximumExtensionDays: 60,
  waitingPeriodDays: 180,
};

const filed = (claimId: string, filedOn: string) => ({
  claimId,
  policyId: 'P-1',
  buyerId: 'B1',
  cause: 'insolvency',
  filedOn,
  insolvencyOn: '2026-05-01',
  invoices: [{ invoiceId: 'I1', open: money(40_000n, 'EUR'), issuedOn: '2026-01-10', dueOn: '2026-02-09' }],
  claimed: money(40_000n, 'EUR'),
});

const claimed = ['2026-06-01', '2026-06-03', '2026-06-02', '2026-06-03'].flatMap((filedOn, index) =>
  recorded([{ type: 'ClaimFiled', data: filed(`C-${index}`, filedOn) }], {
    category: 'claim',
    entity: `C-${index}`,
    after: 100n + BigInt(index) * 10n,
  }),
);

const books = [
  ...recorded([
    limitGranted('1000.00', { validTo: '2026-12-31', maxTermsDays: 60, reason: 'good report' }),
    limitWithdrawn('2026-09-01'),
  ]),
  ...recorded([{ type: 'PolicyBound', data: bound }], { category: 'policy', entity: 'P-1', after: 50n }),
  ...claimed,
];

const asked = <Result>(ask: (models: ReadModels) => Promise<Result>): Promise<Result> =>
  withDatabase(async (models) => {
    await fill(models, books);
    return ask(models);
  });

describe("a buyer's limit", () => {
  it('is the one in force on the day, with every decision', async () =>
    expect(await asked((models) => limitsOf(models, 'acme', { buyer: 'B1', on: '2026-06-30' }))).toEqual({
      position: '140',
      buyer: 'B1',
      on: '2026-06-30',
      currency: 'EUR',
      limit: '1000.00',
      limitStatus: 'in_force',
      temporary: '0.00',
      temporaryLimits: [],
      validTo: '2026-12-31',
      maxTermsDays: 60,
      history: [
        {
          effectiveFrom: '2026-01-01',
          amount: '1000.00',
          validTo: '2026-12-31',
          maxTermsDays: 60,
          status: 'granted',
          reason: 'good report',
          grade: 3,
          recordedAt: instant(0),
        },
        {
          effectiveFrom: '2026-09-01',
          amount: '0.00',
          status: 'LIMIT_WITHDRAWN',
          reason: 'payment behaviour',
          recordedAt: instant(1),
        },
      ],
    }));

  it('is none after a withdrawal, and unknown where none ever was', async () =>
    asked(async (models) => {
      expect(await limitsOf(models, 'acme', { buyer: 'B1', on: '2026-09-01' })).toMatchObject({
        limit: '0.00',
        limitStatus: 'LIMIT_WITHDRAWN',
      });
      expect(await limitsOf(models, 'acme', { buyer: 'B2', on: '2026-09-01' })).toBeUndefined();
    }));
});

describe('a policy', () => {
  it('is shown with its terms', async () => {
    const answer = await asked((models) => policyOf(models, 'acme', { policyId: 'P-1' }));
    expect(answer).toEqual({ position: '140', ...bound, maximumLiability: { amount: '600000.00', currency: 'EUR' } });
  });

  it('is unknown to another seller', async () =>
    expect(await asked((models) => policyOf(models, 'other', { policyId: 'P-1' }))).toBeUndefined());
});

describe('claims', () => {
  it('are shown with what was open on each invoice', async () =>
    expect(await asked((models) => claimOf(models, 'acme', { claimId: 'C-0' }))).toEqual({
      position: '140',
      claimId: 'C-0',
      policyId: 'P-1',
      buyer: 'B1',
      cause: 'insolvency',
      status: 'filed',
      filedOn: '2026-06-01',
      insolvencyOn: '2026-05-01',
      currency: 'EUR',
      claimed: '400.00',
      invoices: [{ invoiceId: 'I1', open: '400.00', issuedOn: '2026-01-10', dueOn: '2026-02-09' }],
    }));

  it('are listed from the latest filed, page by page', async () =>
    asked(async (models) => {
      const first = await claims(models, 'acme', { limit: 3 });
      const second = await claims(models, 'acme', { limit: 3, cursor: first.nextCursor });
      expect([first, second].map(({ rows }) => rows.map(({ claimId }) => claimId))).toEqual([['C-1', 'C-3', 'C-2'], ['C-0']]);
      expect(second.nextCursor).toBeUndefined();
    }));

  it('are listed by status, and to their seller only', async () =>
    asked(async (models) => {
      expect((await claims(models, 'acme', { limit: 50, status: 'filed' })).rows).toHaveLength(4);
      expect((await claims(models, 'acme', { limit: 50, status: 'paid' as 'filed' })).rows).toEqual([]);
      expect((await claims(models, 'other', { limit: 50 })).rows).toEqual([]);
      expect(await claimOf(models, 'other', { claimId: 'C-0' })).toBeUndefined();
    }));
});
