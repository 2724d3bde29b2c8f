import { money } from '@usance/domain';
import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { planAReviewWhenALimitIsGiven as policy } from './plan-a-review-when-a-limit-is-given';

const asking = async () => {
  const acme = await new Sweeping([policy]).given('PublishCreditPolicy', { ...creditPolicy, publishedOn: '2025-01-01' });
  return acme.given('RegisterBuyer', { legalName: 'Bravo', country: 'DE', registrationId: 'HRB 1' });
};
const request = (minor: bigint, changes: object = {}) => ({
  requestId: 'R1',
  kind: 'new',
  amount: money(minor, 'EUR'),
  termsDays: 30,
  requestedOn: '2025-01-10',
  ...changes,
});

describe('plan a review when a limit is given', () => {
  it('plans it at once, on the day that the decision says, once a request', async () => {
    const acme = await (await asking()).given('RequestLimit', request(100_00n));
    expect(await acme.says('2025-01-01', 'buyerId', 'requestId', 'dueOn')).toEqual(['PlanReview B1 R1 2026-01-10']);
    expect(acme.recorded('ReviewScheduled')).toMatchObject([{ dueOn: '2026-01-10', requestId: 'R1' }]);
    expect(await acme.says('2025-01-02')).toEqual([]);
    expect(acme.rowsOf().get('acme|B1|R1')).toMatchObject({ status: 'done' });
  });

  it('plans none where nothing is given, nor for a review that a person scheduled', async () => {
    const acme = await asking();
    await acme.given('RequestLimit', request(100_00n, { registrationId: 'HRB 2' }));
    expect(acme.recorded('LimitDecided')).toMatchObject([{ outcome: 'refused' }]);
    await acme.given('ScheduleReview', { dueOn: '2025-06-30', kind: 'periodic' });
    expect(await acme.says('2025-12-31')).toEqual([]);
  });
});
