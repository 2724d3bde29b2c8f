import { money } from '@usance/domain';
import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { endLimitsOnTheDayAfterTheirLast as policy } from './end-limits-on-the-day-after-their-last';

const eur = (minor: number) => money(BigInt(minor), 'EUR');

const limited = async (validTo?: string) => {
  const acme = await new Sweeping([policy]).given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  return acme.given('GrantLimit', { amount: eur(1000_00), validFrom: '2025-01-01', validTo });
};
const status = (acme: Sweeping) => acme.rowsOf().get('acme|B1');

describe('end limits on the day after their last', () => {
  it('sends nothing on the last day, ends the limit on the day after, once', async () => {
    const acme = await limited('2025-03-31');
    expect(await acme.says('2025-03-31')).toEqual([]);
    expect(await acme.says('2025-06-30', 'buyerId', 'today')).toEqual(['ExpireLimit B1 2025-04-01']);
    expect(await acme.says('2025-07-01')).toEqual([]);
    expect(acme.recorded('LimitExpired')).toMatchObject([{ validTo: '2025-03-31', today: '2025-04-01' }]);
    expect(status(acme)).toMatchObject({ status: 'done' });
  });

  it('waits for nothing where a limit has no end', async () => {
    const acme = await limited();
    expect(await acme.says('2030-01-01')).toEqual([]);
  });

  it('keeps to the last day through changes of the amount', async () => {
    const acme = await limited('2025-03-31');
    await acme.given('IncreaseLimit', { amount: eur(2000_00), effectiveFrom: '2025-02-01', reason: 'more' });
    await acme.given('ReduceLimit', { amount: eur(500_00), effectiveFrom: '2025-03-01', reason: 'less' });
    expect(await acme.says('2025-04-01')).toEqual(['ExpireLimit']);
  });

  it('follows the newer decision', async () => {
    const acme = await limited('2025-03-31');
    await acme.given('GrantLimit', { amount: eur(100_00), validFrom: '2025-02-01', validTo: '2025-05-31' });
    expect(await acme.says('2025-12-31', 'today')).toEqual(['ExpireLimit 2025-06-01']);
    await acme.given('GrantLimit', { amount: eur(100_00), validFrom: '2026-01-01' });
    expect(await acme.says('2030-01-01')).toEqual([]);
  });

  it('leaves a withdrawn limit alone, not one that ends before it is withdrawn', async () => {
    for (const [effectiveFrom, sent] of [
      ['2025-03-31', []],
      ['2025-04-01', ['ExpireLimit']],
    ] as const) {
      const acme = await limited('2025-03-31');
      await acme.given('WithdrawLimit', { effectiveFrom, reason: 'trouble' });
      expect(await acme.says('2025-04-30')).toEqual(sent);
    }
  });

  it('follows what is decided on a request; a refused increase leaves the limit as it is', async () => {
    const acme = await limited('2025-03-31');
    await acme.given('PublishCreditPolicy', { ...creditPolicy, publishedOn: '2025-01-01' });
    const ask = { kind: 'increase', amount: eur(9000_00), termsDays: 10, requestedOn: '2025-02-01' };
    const answer = { decidedOn: '2025-02-01', validFrom: '2025-02-01', approver: { name: 'Ada', level: 'director' } };
    await acme.given('RequestLimit', { ...ask, requestId: 'R1' });
    await acme.given('DecideLimit', { ...answer, requestId: 'R1', outcome: 'refused', validFrom: undefined });
    acme.follow();
    expect(status(acme)).toMatchObject({ status: 'waiting', sendOn: '2025-04-01' });
    await acme.given('RequestLimit', { ...ask, requestId: 'R2' });
    await acme.given('DecideLimit', {
      ...answer,
      requestId: 'R2',
      outcome: 'approved',
      amount: eur(9000_00),
      validTo: '2025-04-30',
    });
    acme.follow();
    expect(status(acme)).toMatchObject({ status: 'waiting', sendOn: '2025-05-01' });
    await acme.given('RequestLimit', { ...ask, kind: 'cancel', requestId: 'R3', amount: eur(0) });
    acme.follow();
    expect(acme.recorded('LimitDecided').at(-1)).toMatchObject({ effect: 'withdrawn' });
    expect(status(acme)).toMatchObject({ status: 'closed' });
  });

  it('asks again, with another command, for a limit that is given for the same days again: its end is noted already', async () => {
    const acme = await limited('2025-03-31');
    await acme.dayIs('2025-04-01');
    await acme.given('GrantLimit', { amount: eur(100_00), validFrom: '2025-02-01', validTo: '2025-03-31' });
    const [again] = await acme.dayIs('2025-04-01');
    expect(again?.commandId).not.toBe(acme.sent[0]?.commandId);
    expect(status(acme)).toMatchObject({ status: 'closed', closedFor: 'NOTHING_TO_DO' });
    expect(acme.refused).toEqual([]);
  });
});
