import fc from 'fast-check';
import { addDays, formatMinor, parseAmount, type AccountEvent, type DomainEvent } from '@usance/domain';
import {
  aging,
  claims,
  dso,
  exposureOf,
  exposures,
  invoiceOf,
  invoices,
  limitsOf,
  paymentOf,
  type AgingAnswer,
  type ReadModels,
} from '@usance/projections';
import { journal } from '../../spec/account';
import { owedOn, type Owed } from '../../spec/ledger-oracle';
import { play, steps, type Step } from '../../spec/random-history';
import { fill, useDatabases } from './database';

jest.setTimeout(120_000);

const BUCKETS = [30, 60, 90, 120];
const DAYS = ['2026-01-15', '2026-03-01', '2026-05-31', '2026-12-31'];
const anyDay = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2026-01-01', days));
const LATEST = '9999-12-31T23:59:59.999Z';
const withDatabase = useDatabases();

/** Plays a story, projects it, and asks. */
const projected = async <Result>(
  story: readonly Step[],
  ask: (models: ReadModels, played: Awaited<ReturnType<typeof play>>) => Promise<Result>,
): Promise<Result> => {
  const played = await play(story);
  return withDatabase(async (models) => {
    await fill(models, played.log);
    return ask(models, played);
  });
};

const isNothing = ({ amounts, unapplied }: Owed): boolean => unapplied === 0n && amounts.every((minor) => minor === 0n);

const rowsOf = (owed: ReadonlyMap<string, Owed>): object[] =>
  [...owed]
    .filter(([, figures]) => !isNothing(figures))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { amounts, disputed, unapplied }]) => ({
      key,
      currency: 'EUR',
      amounts: amounts.map((minor) => formatMinor(minor, 'EUR')),
      disputed: formatMinor(disputed, 'EUR'),
      unapplied: formatMinor(unapplied, 'EUR'),
      total: formatMinor(
        amounts.reduce((sum, minor) => sum + minor, unapplied),
        'EUR',
      ),
    }));

const ask = { basis: 'dueDate', by: 'buyer', buckets: BUCKETS, limit: 500 } as const;

const minorOf = (text: string): bigint => {
  const amount = parseAmount(text.replace('-', ''), 'EUR');
  if (typeof amount === 'string') throw new Error(`${text}: ${amount}`);
  return text.startsWith('-') ? -amount.minor : amount.minor;
};

const sumOfTotals = ({ totals }: AgingAnswer): string => totals[0]?.total ?? '0.00';

describe('queries over random stories', () => {
  it('age the ledger as the events say, for any day, as known at any moment', () =>
    fc.assert(
      fc.asyncProperty(steps, anyDay, fc.nat(), async (story, day, cut) => {
        await projected(story, async (models, { log }) => {
          const moment = log[cut % log.length]?.recordedAt ?? LATEST;
          for (const asOf of [day, ...DAYS]) {
            expect((await aging(models, 'acme', { ...ask, asOf })).rows).toEqual(rowsOf(owedOn(log, asOf, LATEST)));
            expect((await aging(models, 'acme', { ...ask, asOf, knownAt: moment })).rows).toEqual(
              rowsOf(owedOn(log, asOf, moment)),
            );
          }
        });
      }),
      { numRuns: 25 },
    ));

  it('show nothing below zero on any day: neither what is open, nor what is in dispute of it, nor what is unapplied', () =>
    fc.assert(
      fc.asyncProperty(steps, async (story) => {
        await projected(story, async (models, { log }) => {
          const events = log.filter(
            ({ category }) => category === 'account',
          ) as readonly DomainEvent[] as readonly AccountEvent[];
          for (const asOf of new Set(journal(events).map(({ on }) => on)))
            for (const row of (await aging(models, 'acme', { ...ask, by: 'invoice', asOf })).rows) {
              const open = row.amounts.reduce((sum, text) => sum + minorOf(text), 0n);
              const disputed = minorOf(row.disputed);
              const sound = 0n <= disputed && disputed <= open && minorOf(row.unapplied) <= 0n;
              expect({ asOf, row, sound }).toEqual({ asOf, row, sound: true });
            }
        });
      }),
      { numRuns: 25 },
    ));

  it('agree with one another: every grouping has the same total, which is what DSO calls receivables, and the exposure in the end', () =>
    fc.assert(
      fc.asyncProperty(steps, async (story) => {
        await projected(story, async (models) => {
          for (const asOf of DAYS) {
            const answers = await Promise.all(
              (['buyer', 'country', 'currency', 'invoice'] as const).map((by) => aging(models, 'acme', { ...ask, by, asOf })),
            );
            const [total] = answers.map(sumOfTotals);
            expect(new Set(answers.map(sumOfTotals)).size).toBe(1);
            expect((await dso(models, 'acme', { asOf, method: 'simple', days: 90 })).receivables).toBe(total);
          }
          const owed = await exposures(models, 'acme', { today: '2026-12-31', sort: '-used', limit: 500 });
          const invoiced = owed.rows.reduce(
            (sum, row) => sum + minorOf(row.used) - minorOf(row.orders) - minorOf(row.shipped),
            0n,
          );
          expect(formatMinor(invoiced, 'EUR')).toBe(sumOfTotals(await aging(models, 'acme', { ...ask, asOf: '2026-12-31' })));
        });
      }),
      { numRuns: 15 },
    ));

  it('never show another seller anything, whatever its name and whatever it asks for', () =>
    fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('other', 'acm', 'acme2', 'acme-b1'), async (story, seller) => {
        await projected(story, async (models) => {
          const page = { limit: 500 };
          const tables = [
            ...(['buyer', 'country', 'currency', 'invoice'] as const).map((by) =>
              aging(models, seller, { ...ask, by, asOf: '2026-12-31' }),
            ),
            exposures(models, seller, { today: '2026-12-31', sort: '-used', ...page }),
            invoices(models, seller, page),
            claims(models, seller, page),
          ];
          for (const table of await Promise.all(tables)) expect(table.rows).toEqual([]);
          const things = [
            exposureOf(models, seller, { buyer: 'B1', today: '2026-12-31' }),
            limitsOf(models, seller, { buyer: 'B1', on: '2026-12-31' }),
            ...[1, 2, 3, 4].map((id) => invoiceOf(models, seller, { buyer: 'B1', invoiceId: `I${id}` })),
            ...[1, 2, 3, 4].map((id) => paymentOf(models, seller, { buyer: 'B1', paymentId: `P${id}` })),
          ];
          expect((await Promise.all(things)).every((thing) => thing === undefined)).toBe(true);
          expect(await dso(models, seller, { asOf: '2026-12-31', method: 'bestPossible', days: 365 })).toMatchObject({
            currency: null,
            receivables: '0.00',
            sales: '0.00',
            notOverdue: '0.00',
          });
        });
      }),
      { numRuns: 10 },
    ));

  it('page through a list without gap or repeat', async () => {
    const story = Array.from({ length: 17 }, (_, index): Step => ({
      name: 'RecordInvoice',
      buyer: index % 2 ? 'B1' : 'B2',
      payload: {
        invoiceId: `N${index}`,
        amount: { minor: 100n, currency: 'EUR' },
        issuedOn: '2026-01-01',
        dueOn: index % 3 ? '2026-02-01' : '2026-03-01',
      },
    }));
    await projected(story, async (models) => {
      const whole = await invoices(models, 'acme', { limit: 500 });
      const seen: string[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await invoices(models, 'acme', { limit: 5, cursor });
        seen.push(...page.rows.map(({ invoiceId }) => invoiceId));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(whole.rows.map(({ invoiceId }) => invoiceId));
      expect(seen).toHaveLength(17);
    });
  });
});
