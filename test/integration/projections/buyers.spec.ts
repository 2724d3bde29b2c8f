import type { DomainEvent } from '@usance/domain';
import { alerts, buyers, countries, countryOf, fileOf, monitoring, reviews, scores, type ReadModels } from '@usance/projections';
import { invoiceRecorded } from '../../spec/account';
import { factRecorded, file, overridden, registered, reviewScheduled, scored, signalRaised, updated } from '../../spec/buyer';
import { instant, recorded } from '../../spec/projections';
import { creditPolicyPublished } from '../../spec/settings';
import { fill, useDatabases } from './database';

jest.setTimeout(60_000);

const withDatabase = useDatabases();

const opened = (buyerId: string, details: object = {}): DomainEvent => ({
  type: 'BuyerRegistered',
  data: { ...file, buyerId, registeredOn: '2026-01-20', ...details },
});

const of = (entity: string, after: bigint, ...events: DomainEvent[]) => recorded(events, { category: 'buyer', entity, after });

const books = [
  ...of(
    'B7',
    0n,
    registered,
    updated('2026-03-01', { country: 'AT', keyAccount: true, groupId: 'G1' }),
    factRecorded('currentRatio', '1.2', '2025-12-31'),
    factRecorded('currentRatio', '1.4', '2026-03-31', 'half-year report'),
    scored('2026-02-01', 3),
    overridden(7, '2026-04-01', '2026-04-30'),
    signalRaised('S1'),
    signalRaised('S2', { kind: 'court_case', observedOn: '2026-03-02', severity: 'critical' }),
    reviewScheduled('2026-06-30'),
    { type: 'MonitoringPlanSet', data: { everyDays: 30, from: '2026-02-01', reason: 'r' } },
    { type: 'MonitoringCheckCompleted', data: { checkedOn: '2026-02-03', by: 'A', finding: 'f' } },
    { type: 'MonitoringCheckCompleted', data: { checkedOn: '2026-02-01', by: 'A', finding: 'f' } },
  ),
  ...of('B8', 200n, opened('B8', { legalName: 'Bella SA', country: 'FR' }), reviewScheduled('2026-03-31', { kind: 'accounts' }), {
    type: 'ReviewCompleted',
    data: {
      dueOn: '2026-03-31',
      completedOn: '2026-04-02',
      reviewer: 'A',
      outcome: 'keep',
      note: 'n',
      nextDueOn: '2026-09-30',
      policyVersion: 1,
      seen: {},
    },
  }),
  ...of('B9', 300n, opened('B9', { legalName: 'Bravo Austria', country: 'AT' })),
  ...recorded([{ type: 'BuyersMerged', data: { buyerId: 'B7', duplicateId: 'B9', mergedOn: '2026-03-01', reason: 'r' } }], {
    category: 'merges',
    entity: 'buyers',
    after: 400n,
  }),
  ...recorded([creditPolicyPublished(1)], { category: 'settings', entity: 'credit-policy', after: 500n }),
  ...recorded(
    [
      { type: 'CountryRated', data: { country: 'AT', grade: 'AA', level: 1, effectiveOn: '2026-01-01', source: 'Coface' } },
      {
        type: 'CountryEventRecorded',
        data: { country: 'AT', eventId: 'E1', kind: 'sanctions', from: '2026-05-01', to: '2026-05-31', source: 'EU' },
      },
    ],
    { category: 'country', entity: 'AT', after: 600n },
  ),
  ...recorded([invoiceRecorded('I1', '400.00')], { entity: 'B7', after: 700n }),
  ...recorded([invoiceRecorded('I1', '0.50')], { entity: 'B9', after: 710n }),
  ...recorded([opened('B7', { legalName: 'Not ours' })], { category: 'buyer', seller: 'other', entity: 'B7', after: 720n }),
];

const asked = <Result>(ask: (models: ReadModels) => Promise<Result>): Promise<Result> =>
  withDatabase(async (models) => {
    await fill(models, books);
    return ask(models);
  });

const page = { limit: 50 };

describe('a buyer’s file', () => {
  it('says every value with its source and its day, as of the day', async () =>
    expect(await asked((models) => fileOf(models, 'acme', { buyerId: 'B7', today: '2026-04-15' }))).toEqual({
      position: '730',
      buyerId: 'B7',
      legalName: { value: 'Bravo GmbH', source: 'registration', asOf: '2026-01-15' },
      country: { value: 'AT', source: 'register extract', asOf: '2026-03-01' },
      registrationId: { value: 'HRB 4711', source: 'registration', asOf: '2026-01-15' },
      sector: { value: 'C25', source: 'registration', asOf: '2026-01-15' },
      groupId: { value: 'G1', source: 'register extract', asOf: '2026-03-01' },
      keyAccount: { value: true, source: 'register extract', asOf: '2026-03-01' },
      facts: { currentRatio: { value: '1.4', source: 'half-year report', asOf: '2026-03-31' } },
      grade: { value: 7, source: 'overridden', until: '2026-04-30' },
      registeredOn: '2026-01-15',
      duplicates: ['B9'],
    }));

  it('says what counted on an earlier day', async () =>
    expect(await asked((models) => fileOf(models, 'acme', { buyerId: 'B7', today: '2026-02-28' }))).toMatchObject({
      country: { value: 'DE', source: 'registration' },
      keyAccount: { value: false },
      facts: { currentRatio: { value: '1.2' } },
      grade: { value: 3, source: 'scored' },
    }));

  it('names the kept one, and no grade where there is none', async () =>
    expect(await asked((models) => fileOf(models, 'acme', { buyerId: 'B9', today: '2026-04-15' }))).toMatchObject({
      mergedInto: 'B7',
      grade: { value: null, source: 'none' },
      duplicates: [],
    }));

  it('is none of a buyer that is not registered', async () =>
    expect(await asked((models) => fileOf(models, 'acme', { buyerId: 'B1', today: '2026-04-15' }))).toBeUndefined());
});

describe('the list of buyers', () => {
  const ids = async (filter: object, today = '2026-04-15') =>
    (await asked((models) => buyers(models, 'acme', { today, ...page, ...filter }))).rows.map(({ buyerId }) => buyerId);

  it.each([
    [{}, ['B7', 'B8', 'B9']],
    [{ country: 'AT' }, ['B7', 'B9']],
    [{ sector: 'C25', country: 'FR' }, ['B8']],
    [{ grade: 7 }, ['B7']],
    [{ group: 'G1' }, ['B7']],
    [{ q: 'brAVO' }, ['B7', 'B9']],
    [{ q: 'hrb 47' }, ['B7', 'B8', 'B9']],
    [{ q: 'b8' }, ['B8']],
  ])('%j: %j', async (filter, expected) => expect(await ids(filter)).toEqual(expected));

  it('goes by what counts on the day', async () => expect(await ids({ country: 'AT' }, '2026-02-28')).toEqual(['B9']));

  it('comes in pages', async () => {
    const first = await asked((models) => buyers(models, 'acme', { today: '2026-04-15', limit: 2 }));
    expect(first.rows.map(({ buyerId }) => buyerId)).toEqual(['B7', 'B8']);
    expect(await ids({ limit: 2, cursor: first.nextCursor })).toEqual(['B9']);
  });
});

it('a buyer’s scores come in the order of recording', async () =>
  expect(await asked((models) => scores(models, 'acme', { buyerId: 'B7', ...page }))).toEqual({
    position: '730',
    rows: [
      {
        scoredOn: '2026-02-01',
        model: 'retail',
        version: 2,
        score: 500,
        grade: 3,
        inputs: [],
        factors: [],
        recordedAt: instant(4),
      },
    ],
  }));

it('a buyer’s scores are no other seller’s, whatever the cursor; and an unknown buyer has no table', () =>
  asked(async (models) => {
    const cursor = Buffer.from('[""]').toString('base64url');
    expect(await scores(models, 'other', { buyerId: 'B7', ...page, cursor })).toMatchObject({ rows: [] });
    expect(await scores(models, 'other', { buyerId: 'B8', ...page })).toBeUndefined();
  }));

describe('alerts', () => {
  const ids = async (filter: object) =>
    (await asked((models) => alerts(models, 'acme', { ...page, ...filter }))).rows.map(({ alertId }) => alertId);

  it('come the latest first, or only some', async () => {
    expect(await ids({})).toEqual(['signal-court_case-2026-03-02', 'signal-adverse_press-2026-03-01']);
    expect(await ids({ severity: 'warning' })).toEqual(['signal-adverse_press-2026-03-01']);
    expect([await ids({ status: 'closed' }), await ids({ buyer: 'B8' })]).toEqual([[], []]);
  });

  it('come in pages', async () => {
    const first = await asked((models) => alerts(models, 'acme', { limit: 1 }));
    expect(first.rows).toEqual([
      {
        buyerId: 'B7',
        alertId: 'signal-court_case-2026-03-02',
        kind: 'court_case',
        severity: 'critical',
        raisedOn: '2026-03-02',
        source: 'Handelsblatt',
        status: 'open',
      },
    ]);
    expect(await ids({ limit: 1, cursor: first.nextCursor })).toEqual(['signal-adverse_press-2026-03-01']);
  });
});

describe('reviews', () => {
  const on = async (today: string, filter: object = {}) =>
    (await asked((models) => reviews(models, 'acme', { today, ...page, ...filter }))).rows.map(
      ({ buyerId, dueOn, kind, status }) => [buyerId, dueOn, kind, status],
    );
  const done = ['B8', '2026-03-31', 'accounts', 'done'];
  const next = ['B8', '2026-09-30', 'periodic', 'due'];

  it('are overdue from the day after', async () => {
    expect(await on('2026-06-30')).toEqual([done, ['B7', '2026-06-30', 'site visit', 'due'], next]);
    expect(await on('2026-07-01')).toEqual([done, ['B7', '2026-06-30', 'site visit', 'overdue'], next]);
  });

  it('are those of a period, or of a status', async () => {
    expect(await on('2026-07-01', { from: '2026-04-01', to: '2026-06-30' })).toEqual([
      ['B7', '2026-06-30', 'site visit', 'overdue'],
    ]);
    expect(await on('2026-07-01', { status: 'due' })).toEqual([next]);
    expect(await on('2026-07-01', { status: 'done' })).toEqual([done]);
  });
});

it('the next check is so many days from the last, or by the sector’s rhythm on the day of registration', async () => {
  const due = async (day: string) =>
    (await asked((models) => monitoring(models, 'acme', { today: '2026-02-15', due: day, ...page }))).rows;
  expect(await due('2026-03-05')).toEqual([
    { buyerId: 'B8', nextCheckOn: '2026-01-20', everyDays: 90, by: 'sector', sector: 'C25' },
    { buyerId: 'B7', nextCheckOn: '2026-03-05', everyDays: 30, by: 'plan', sector: 'C25', lastCheckedOn: '2026-02-03' },
  ]);
  expect((await due('2026-03-04')).map(({ buyerId }) => buyerId)).toEqual(['B8']);
});

describe('a country', () => {
  it('tells its rating, what happened, who is there and what they owe', async () =>
    expect(await asked((models) => countryOf(models, 'acme', { country: 'AT', today: '2026-05-31' }))).toEqual({
      position: '730',
      country: 'AT',
      grade: 'AA',
      level: 1,
      effectiveOn: '2026-01-01',
      source: 'Coface',
      sanctioned: true,
      events: [{ eventId: 'E1', kind: 'sanctions', from: '2026-05-01', to: '2026-05-31', source: 'EU' }],
      buyers: ['B7', 'B9'],
      exposure: [{ currency: 'EUR', open: '400.50', overdue: '0.00', used: '400.50' }],
    }));

  it('may be unrated while buyers are there, and is nothing without either', async () => {
    expect(await asked((models) => countryOf(models, 'acme', { country: 'FR', today: '2026-05-31' }))).toMatchObject({
      grade: null,
      level: null,
      sanctioned: false,
      buyers: ['B8'],
      exposure: [],
    });
    expect(await asked((models) => countryOf(models, 'acme', { country: 'BR', today: '2026-05-31' }))).toBeUndefined();
  });

  it('is listed when something is known of it', async () =>
    expect((await asked((models) => countries(models, 'acme', { today: '2026-06-01', ...page }))).rows).toEqual([
      { country: 'AT', grade: 'AA', level: 1, effectiveOn: '2026-01-01', source: 'Coface', sanctioned: false },
    ]));
});
