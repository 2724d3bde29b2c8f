import { BUILT_IN_SCORECARD, toWire } from '@usance/domain';
import { creditPolicyOf, scorecardOf, type WhichVersion } from '@usance/projections';
import { recorded } from '../../spec/projections';
import { creditPolicy, creditPolicyPublished, scorecard, scorecardPublished } from '../../spec/settings';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const published = [
  ...recorded(
    [
      creditPolicyPublished(1),
      creditPolicyPublished(2, { publishedOn: '2026-06-01' }),
      creditPolicyPublished(3, { publishedOn: '2026-03-01' }),
    ],
    { category: 'settings', entity: 'credit-policy' },
  ),
  ...recorded([scorecardPublished(1)], { category: 'settings', entity: 'scorecard:retail', after: 50n }),
  ...recorded([creditPolicyPublished(1, { publishedOn: '2027-01-01' })], {
    category: 'settings',
    seller: 'other',
    entity: 'credit-policy',
    after: 60n,
  }),
];

const policy = (which: WhichVersion, seller = 'acme') =>
  withDatabase(async (models) => {
    await fill(models, published);
    return creditPolicyOf(models, seller, which);
  });

const card = (model: string, which: WhichVersion) =>
  withDatabase(async (models) => {
    await fill(models, published);
    return scorecardOf(models, 'acme', model, which);
  });

describe('the credit policy', () => {
  it('of a version is as it was published', async () =>
    expect(await policy({ version: 1 })).toEqual({ position: '70', version: 1, ...toWire(creditPolicy) }));

  it.each([
    ['2025-12-31', 0],
    ['2026-02-28', 1],
    ['2026-03-01', 3],
    ['2026-06-01', 3], // version 2 counts from then, but was published before version 3
  ])('on %s is version %d', async (on, version) => expect(await policy({ on })).toMatchObject({ version }));

  it('of version 0 is what is built in, without a day or a currency', async () => {
    const builtIn = await policy({ version: 0 });
    expect(builtIn).toMatchObject({ version: 0, grades: [], approvals: [{ level: 'director' }], orderHorizonDays: 60 });
    expect(builtIn).not.toHaveProperty('publishedOn');
    expect(builtIn).not.toHaveProperty('currency');
  });

  it('of a version that there is not is none', async () => expect(await policy({ version: 4 })).toBeUndefined());

  it("is each seller's own", async () => expect(await policy({ on: '2026-12-31' }, 'other')).toMatchObject({ version: 0 }));
});

describe('a scorecard', () => {
  it('is as it was published, by version and by day', async () => {
    const shown = { position: '70', version: 1, ...scorecard };
    expect(await card('retail', { version: 1 })).toEqual(shown);
    expect(await card('retail', { on: '2026-01-01' })).toEqual(shown);
  });

  it('of usance is built in', async () => {
    expect(await card('usance', { on: '2026-01-01' })).toEqual({ position: '70', ...BUILT_IN_SCORECARD });
    expect(await card('usance', { version: 1 })).toBeUndefined();
  });

  it('of another model is none before it is published', async () => {
    expect(await card('retail', { on: '2025-12-31' })).toBeUndefined();
    expect(await card('retail', { version: 0 })).toBeUndefined();
    expect(await card('wholesale', { on: '2026-12-31' })).toBeUndefined();
  });
});
