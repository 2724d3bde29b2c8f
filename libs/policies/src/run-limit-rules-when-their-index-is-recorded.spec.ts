import { money } from '@usance/domain';
import { Sweeping } from '../../../test/spec/sweeping';
import { runLimitRulesWhenTheirIndexIsRecorded as policy } from './run-limit-rules-when-their-index-is-recorded';

const eur = (minor: number) => money(BigInt(minor), 'EUR');
const rule = (ruleId: string, publishedOn: string, buyerIds: readonly string[], index = 'naphtha') => ({
  ruleId,
  publishedOn,
  kind: 'index_linked',
  buyerIds,
  index,
  indexBase: '100',
  base: eur(1000_00),
  floor: eur(500_00),
  cap: eur(2000_00),
  autoApply: false,
});
const value = (asOf: string, amount = '150', index = 'naphtha') => ({ index, value: amount, asOf, source: 'exchange' });

/** Two buyers with a limit of 1,000.00 each, and a rule for both from February. */
const linked = async () => {
  const acme = new Sweeping([policy]);
  for (const buyerId of ['B1', 'B2']) {
    await acme.given('RegisterBuyer', { buyerId, legalName: 'Bravo', country: 'DE' });
    await acme.given('GrantLimit', { buyerId, amount: eur(1000_00), validFrom: '2025-01-01' });
  }
  return acme.given('PublishLimitRule', rule('r1', '2025-02-01', ['B1', 'B2']));
};
const runs = (acme: Sweeping) => acme.says('2025-01-01', 'ruleId', 'buyerId', 'on');

describe('run limit rules when their index is recorded', () => {
  it('runs every buyer that the rule names, on the value’s day, whatever the day is, and ends the run', async () => {
    const acme = await (await linked()).given('RecordIndex', value('2025-03-01'));
    expect(await runs(acme)).toEqual([
      'RunLimitRule r1 B1 2025-03-01',
      'RunLimitRule r1 B2 2025-03-01',
      'CompleteLimitRuleRun r1 undefined 2025-03-01',
    ]);
    expect(acme.recorded('LimitChangeProposed')).toMatchObject([{ to: eur(1500_00) }, { to: eur(1500_00) }]);
    expect(acme.recorded('LimitRuleRun')).toEqual([{ ruleId: 'r1', on: '2025-03-01', accounts: 2 }]);
    expect(await runs(acme)).toEqual([]);
  });

  it('runs the version in force on that day, of every rule that follows the index', async () => {
    const acme = await linked();
    await acme.given('PublishLimitRule', rule('r1', '2025-04-01', ['B2']));
    await acme.given('PublishLimitRule', rule('r2', '2025-01-01', ['B1']));
    await acme.given('PublishLimitRule', rule('r3', '2025-01-01', ['B1'], 'copper'));
    await acme.given('RecordIndex', value('2025-01-31'));
    expect(await runs(acme)).toEqual(['RunLimitRule r2 B1 2025-01-31', 'CompleteLimitRuleRun r2 undefined 2025-01-31']);
    await acme.given('RecordIndex', value('2025-04-01'));
    expect(await runs(acme)).toEqual([
      'RunLimitRule r1 B2 2025-04-01',
      'CompleteLimitRuleRun r1 undefined 2025-04-01',
      'RunLimitRule r2 B1 2025-04-01',
      'CompleteLimitRuleRun r2 undefined 2025-04-01',
    ]);
  });

  it('runs nothing for a value that comes late, even when both come at once; for the same day it does', async () => {
    const acme = await linked();
    for (const asOf of ['2025-03-02', '2025-03-01', '2025-03-02']) await acme.given('RecordIndex', value(asOf));
    await acme.dayIs('2025-01-01');
    expect(acme.recorded('LimitRuleRun')).toEqual([
      { ruleId: 'r1', on: '2025-03-02', accounts: 2 },
      { ruleId: 'r1', on: '2025-03-02', accounts: 2 },
    ]);
  });

  it('is idle where no rule follows the index', async () => {
    const acme = await (await linked()).given('RecordIndex', value('2025-03-01', '150', 'copper'));
    expect(await runs(acme)).toEqual([]);
    expect(acme.rowsOf().get('acme|index|copper|0')).toMatchObject({ status: 'closed', closedFor: 'NOTHING_TO_DO' });
  });
});
