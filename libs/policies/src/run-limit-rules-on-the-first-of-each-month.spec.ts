import { money } from '@usance/domain';
import { Sweeping } from '../../../test/spec/sweeping';
import { runLimitRulesOnTheFirstOfEachMonth as policy } from './run-limit-rules-on-the-first-of-each-month';

const eur = (minor: number) => money(BigInt(minor), 'EUR');
const behaviour = (publishedOn: string, ruleId = 'payers') => ({
  ruleId,
  publishedOn,
  kind: 'behaviour',
  grades: [6],
  after: { months: 2, maxDaysBeyondTerms: 10 },
  raiseBy: '0.10',
  whenDaysBeyondTerms: 20,
  reduceBy: '0.20',
  autoApply: true,
});
const linked = (publishedOn: string) => ({
  ruleId: 'payers',
  publishedOn,
  kind: 'index_linked',
  buyerIds: ['B1'],
  index: 'naphtha',
  indexBase: '100',
  base: eur(100_00),
  floor: eur(100_00),
  cap: eur(100_00),
  autoApply: false,
});

/** Three buyers, of whom the first has a limit and the second had one. */
const buyers = async () => {
  const acme = new Sweeping([policy]);
  for (const buyerId of ['B1', 'B2', 'B3']) await acme.given('RegisterBuyer', { buyerId, legalName: 'Bravo', country: 'DE' });
  for (const buyerId of ['B1', 'B2']) await acme.given('GrantLimit', { buyerId, amount: eur(1000_00), validFrom: '2025-01-01' });
  return acme.given('WithdrawLimit', { buyerId: 'B2', effectiveFrom: '2025-01-02', reason: 'trouble' });
};

describe('run limit rules on the first of each month', () => {
  it('runs on every account that has a limit or had one, each month once, however late', async () => {
    const acme = await (await buyers()).given('PublishLimitRule', behaviour('2025-02-15'));
    expect(await acme.says('2025-02-28')).toEqual([]);
    expect(await acme.says('2025-04-15', 'ruleId', 'buyerId', 'on', 'today')).toEqual([
      'RunLimitRule payers B1 2025-03-01 2025-03-01',
      'RunLimitRule payers B2 2025-03-01 2025-03-01',
      'CompleteLimitRuleRun payers undefined 2025-03-01 undefined',
      'RunLimitRule payers B1 2025-04-01 2025-04-01',
      'RunLimitRule payers B2 2025-04-01 2025-04-01',
      'CompleteLimitRuleRun payers undefined 2025-04-01 undefined',
    ]);
    expect(acme.recorded('LimitRuleRun')).toEqual([
      { ruleId: 'payers', on: '2025-03-01', accounts: 2 },
      { ruleId: 'payers', on: '2025-04-01', accounts: 2 },
    ]);
    expect(acme.refused).toEqual([]);
  });

  it('begins on the first on which the rule is published; a newer version changes nothing of that', async () => {
    const acme = await (await buyers()).given('PublishLimitRule', behaviour('2025-03-01'));
    await acme.given('PublishLimitRule', behaviour('2025-03-20'));
    await acme.dayIs('2025-04-01');
    expect(acme.recorded('LimitRuleRun')).toMatchObject([{ on: '2025-03-01' }, { on: '2025-04-01' }]);
  });

  it('runs on nobody while the version in force follows an index, and goes on when it does not', async () => {
    const acme = await (await buyers()).given('PublishLimitRule', linked('2025-01-01'));
    expect(await acme.says('2025-02-01')).toEqual([]);
    await acme.given('PublishLimitRule', behaviour('2025-02-10'));
    await acme.given('PublishLimitRule', linked('2025-03-10'));
    await acme.given('PublishLimitRule', behaviour('2025-04-10'));
    acme.happened('settings', 'limit-rule:payers', {
      type: 'LimitRuleRun',
      data: { ruleId: 'payers', on: '2025-03-15', accounts: 1 },
    });
    await acme.dayIs('2025-05-01');
    expect(acme.recorded('LimitRuleRun')).toMatchObject([
      { on: '2025-03-15' },
      { on: '2025-03-01', accounts: 2 },
      { on: '2025-04-01', accounts: 0 },
      { on: '2025-05-01', accounts: 2 },
    ]);
  });
});
