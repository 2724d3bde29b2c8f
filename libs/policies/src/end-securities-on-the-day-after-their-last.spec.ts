import { money } from '@usance/domain';
import { Sweeping } from '../../../test/spec/sweeping';
import { endSecuritiesOnTheDayAfterTheirLast as policy } from './end-securities-on-the-day-after-their-last';

const secured = async (validTo?: string) => {
  const acme = await new Sweeping([policy]).given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  const amount = money(100_00n, 'EUR');
  return acme.given('RecordSecurity', { securityId: 'S1', kind: 'deposit', amount, validFrom: '2025-01-01', validTo });
};

describe('end securities on the day after their last', () => {
  it('sends nothing on the last day, ends the security on the day after, once', async () => {
    const acme = await secured('2025-03-31');
    expect(await acme.says('2025-03-31')).toEqual([]);
    expect(await acme.says('2025-06-30', 'buyerId', 'securityId', 'today')).toEqual(['ExpireSecurity B1 S1 2025-04-01']);
    expect(acme.recorded('SecurityExpired')).toMatchObject([{ securityId: 'S1', validTo: '2025-03-31', today: '2025-04-01' }]);
    expect(await acme.says('2025-07-01')).toEqual([]);
  });

  it('leaves one without an end alone, and one that is released by its last day', async () => {
    expect(await (await secured()).says('2030-01-01')).toEqual([]);
    const released = await secured('2025-03-31');
    released.day = '2025-03-31';
    await released.given('ReleaseSecurity', { securityId: 'S1', releasedOn: '2025-03-31', reason: 'paid' });
    expect(await released.says('2025-04-01')).toEqual([]);
  });

  it('ends one that is released ahead on that day', async () => {
    const ahead = await secured('2025-03-31');
    await ahead.given('ReleaseSecurity', { securityId: 'S1', releasedOn: '2025-02-15', reason: 'paid' });
    expect(await ahead.says('2025-02-14')).toEqual([]);
    expect(await ahead.says('2025-06-30', 'securityId', 'today')).toEqual(['ExpireSecurity S1 2025-02-15']);
    expect(ahead.recorded('SecurityExpired')).toMatchObject([{ validTo: '2025-02-14' }]);
  });

  it('ends one that is to be released only later', async () => {
    const acme = await secured('2025-03-31');
    await acme.given('ReleaseSecurity', { securityId: 'S1', releasedOn: '2025-04-01', reason: 'paid' });
    expect(await acme.says('2025-04-01')).toEqual(['ExpireSecurity']);
    expect(acme.recorded('SecurityExpired')).toHaveLength(1);
  });
});
