import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { markReviewsOverdueWhenTheirDayPasses as policy } from './mark-reviews-overdue-when-their-day-passes';

const scheduled = async (dueOn: string) => {
  const acme = await new Sweeping([policy]).given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  return acme.given('ScheduleReview', { dueOn, kind: 'periodic' });
};
const complete = (completedOn: string) => ({ completedOn, reviewer: 'Ada', outcome: 'keep', note: 'all well' });

describe('mark reviews overdue when their day passes', () => {
  it('sends nothing on the day, marks on the day after, once', async () => {
    const acme = await scheduled('2025-03-31');
    expect(await acme.says('2025-03-31')).toEqual([]);
    expect(await acme.says('2025-06-30', 'buyerId', 'dueOn', 'today')).toEqual(['MarkReviewOverdue B1 2025-03-31 2025-04-01']);
    expect(acme.recorded('ReviewFellOverdue')).toEqual([{ dueOn: '2025-03-31', today: '2025-04-01' }]);
    expect(await acme.says('2025-07-01')).toEqual([]);
  });

  it('follows a review that is brought forward', async () => {
    const acme = await scheduled('2025-03-31');
    await acme.given('ScheduleReview', { dueOn: '2025-02-15', kind: 'trouble' });
    expect(await acme.says('2025-12-31', 'today')).toEqual(['MarkReviewOverdue 2025-02-16']);
  });

  it('leaves a review that is done alone, and waits for the next one', async () => {
    const done = await scheduled('2025-03-31');
    await done.given('CompleteReview', complete('2025-03-31'));
    expect(await done.says('2025-12-31')).toEqual([]);
    const again = await scheduled('2025-03-31');
    await again.given('PublishCreditPolicy', { ...creditPolicy, publishedOn: '2025-01-01' });
    await again.given('CompleteReview', complete('2025-03-31'));
    expect(await again.says('2026-03-31')).toEqual([]);
    expect(await again.says('2026-04-01', 'dueOn')).toEqual(['MarkReviewOverdue 2026-03-31']);
  });

  it('says nothing again when a request asks for the review that is overdue', async () => {
    const acme = await scheduled('2025-03-31');
    await acme.dayIs('2025-04-01');
    acme.happened('buyer', 'B1', { type: 'ReviewScheduled', data: { dueOn: '2025-03-31', kind: 'periodic', requestId: 'R1' } });
    expect(await acme.says('2025-04-02')).toEqual([]);
  });
});
