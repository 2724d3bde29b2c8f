import { dsoOf, monthEnds, type DsoFigures } from './dso';

const figures = (given: Partial<DsoFigures>): DsoFigures => ({
  asOf: '2026-03-31',
  days: 90,
  receivables: 0n,
  overdue: 0n,
  notOverdue: 0n,
  sales: new Map(),
  ...given,
});

/** 100,000 / 80,000 / 70,000 in March, February, January. */
const quarter = new Map([
  ['2026-01-15', 7_000_000n],
  ['2026-02-15', 8_000_000n],
  ['2026-03-15', 10_000_000n],
]);

describe('DSO', () => {
  // JDE, calculations: 10,869 × 90 / (5,538 + 4,566 + 7,570)
  it('simple: receivables over sales times days', () =>
    expect(
      dsoOf('simple', figures({ receivables: 10_869n, sales: new Map([['2026-02-01', 5_538n + 4_566n + 7_570n]]) })),
    ).toMatchObject({ dso: '55.35' }));

  // 212,000 / 250,000 × 90
  it('simple, rounded half up once', () =>
    expect(dsoOf('simple', figures({ receivables: 21_200_000n, sales: quarter }))).toMatchObject({ dso: '76.32' }));

  it('sums the sales of exactly the days that end on the day', () => {
    const sales = new Map([
      ['2025-12-31', 500n],
      ['2026-01-01', 100n],
      ['2026-03-31', 100n],
      ['2026-04-01', 900n],
    ]);
    expect(dsoOf('simple', figures({ receivables: 200n, sales }))).toMatchObject({ dso: '90.00', sales: 200n });
  });

  // benjipays.com: calendar months March, February, January: 31 + 28 + 32/70 × 31
  it('countback peels calendar months back', () =>
    expect(dsoOf('countback', figures({ receivables: 21_200_000n, sales: quarter }))).toMatchObject({
      dso: '73.17',
      months: [
        { month: '2026-03', days: 31, sales: 10_000_000n, taken: 10_000_000n },
        { month: '2026-02', days: 28, sales: 8_000_000n, taken: 8_000_000n },
        { month: '2026-01', days: 31, sales: 7_000_000n, taken: 3_200_000n },
      ],
    }));

  it('countback cuts its first month at the day', () =>
    expect(dsoOf('countback', figures({ asOf: '2026-03-20', receivables: 10_000_000n, sales: quarter }))).toMatchObject({
      dso: '20.00',
    }));

  it('countback of nothing owed is no days', () =>
    expect(dsoOf('countback', figures({ sales: quarter }))).toMatchObject({ dso: '0.00' }));

  it('countback does not guess beyond the sales known', () =>
    expect(dsoOf('countback', figures({ receivables: 25_000_001n, sales: quarter }))).toMatchObject({
      dso: null,
      reason: expect.stringContaining('older'),
    }));

  // Oracle HFM: a month without sales stops the count
  it('countback stops at a month without sales while money is owed', () =>
    expect(
      dsoOf(
        'countback',
        figures({
          receivables: 11_000_000n,
          sales: new Map([
            ['2026-01-15', 5_000_000n],
            ['2026-03-15', 10_000_000n],
          ]),
        }),
      ),
    ).toMatchObject({ dso: null, reason: expect.stringContaining('2026-02') }));

  // 120,000 / 250,000 × 90, and 76.32 − 43.20
  it('best possible counts what is not overdue, days delinquent what is', () => {
    const given = figures({ receivables: 21_200_000n, notOverdue: 12_000_000n, overdue: 9_200_000n, sales: quarter });
    expect(dsoOf('bestPossible', given)).toMatchObject({ dso: '43.20' });
    expect(dsoOf('averageDaysDelinquent', given)).toMatchObject({ dso: '33.12' });
  });

  it('has no figure without sales', () =>
    expect(dsoOf('simple', figures({ receivables: 1n }))).toMatchObject({ dso: null, reason: expect.any(String) }));

  it('knows the ends of months', () =>
    expect(monthEnds('2023-12', '2024-03')).toEqual(['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-31']));
});
