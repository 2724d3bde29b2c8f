import { money } from '@usance/domain';
import { Sweeping } from '../../../test/spec/sweeping';
import { endTemporaryLimitsOnTheDayAfterTheirLast as policy } from './end-temporary-limits-on-the-day-after-their-last';

const grant = (validTo: string, minor = 100_00n) => ({
  amount: money(minor, 'EUR'),
  validFrom: '2025-02-01',
  validTo,
  reason: 'season',
  approver: { name: 'Ada', level: 'director' },
});

const granted = async (...grants: readonly object[]) => {
  const acme = await new Sweeping([policy]).given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  for (const each of grants) await acme.given('GrantTemporaryLimit', { ...each });
  return acme;
};

describe('end temporary limits on the day after their last', () => {
  it('ends each on the day after its last, once', async () => {
    const acme = await granted(grant('2025-03-31'), grant('2025-02-28'), grant('2025-02-28', 50_00n));
    expect(await acme.says('2025-02-28')).toEqual([]);
    expect(await acme.says('2025-12-31', 'today')).toEqual([
      'EndTemporaryLimit 2025-03-01',
      'EndTemporaryLimit 2025-03-01',
      'EndTemporaryLimit 2025-04-01',
    ]);
    expect(await acme.says('2026-01-01')).toEqual([]);
    const { amount, validFrom, validTo } = grant('2025-03-31');
    expect(acme.recorded('TemporaryLimitEnded').at(-1)).toMatchObject({ amount, validFrom, validTo, today: '2025-04-01' });
  });

  it('ends as many as there are of the same amount and days, also one that is granted when others have ended', async () => {
    const acme = await granted(grant('2025-02-28'), grant('2025-02-28'), grant('2025-02-28'));
    await acme.dayIs('2025-03-01');
    expect(acme.recorded('TemporaryLimitEnded')).toHaveLength(3);
    await acme.given('GrantTemporaryLimit', grant('2025-02-28'));
    await acme.dayIs('2025-03-01');
    expect(acme.recorded('TemporaryLimitEnded')).toHaveLength(4);
    expect(await acme.says('2025-03-02')).toEqual([]);
  });
});
