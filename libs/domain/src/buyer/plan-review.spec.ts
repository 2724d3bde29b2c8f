import { asked, given, reviewScheduled } from '../../../../test/spec/buyer';

describe('PlanReview', () => {
  const plan = (dueOn: string, requestId = 'R1') => asked('PlanReview', { dueOn, requestId });
  const planned = reviewScheduled('2026-06-30', { kind: 'periodic', requestId: 'R1' });

  it('opens a review for a request', () => given().when(plan('2026-06-30')).then(planned));

  it('opens it once a request', () => given(planned).when(plan('2026-05-31')).thenNothing());

  it('brings the open one forward', () =>
    given(planned)
      .when(plan('2026-06-29', 'R2'))
      .then(reviewScheduled('2026-06-29', { kind: 'periodic', requestId: 'R2' })));

  it('leaves one that is due sooner as it is, and says so for the request', () =>
    given(reviewScheduled('2026-06-01'))
      .when(plan('2026-06-30'))
      .then(reviewScheduled('2026-06-01', { requestId: 'R1' })));
});
