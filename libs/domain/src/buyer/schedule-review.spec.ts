import { asked, given, reviewScheduled } from '../../../../test/spec/buyer';

describe('ScheduleReview', () => {
  const schedule = (dueOn: string) => asked('ScheduleReview', { dueOn, kind: 'site visit' });

  it('opens a review', () => given().when(schedule('2026-06-30')).then(reviewScheduled('2026-06-30')));

  it('brings the open one forward, never puts it off', () => {
    const past = given(reviewScheduled('2026-06-30', { kind: 'periodic' }));
    past.when(schedule('2026-06-29')).then(reviewScheduled('2026-06-29'));
    past.when(schedule('2026-06-30')).thenNothing();
    past.when(schedule('2026-07-01')).thenNothing();
  });
});
