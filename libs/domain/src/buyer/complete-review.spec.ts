import { BUILT_IN_POLICY } from '../settings/credit-policy';
import { asked, given, policy, reviewScheduled, scored, updated } from '../../../../test/spec/buyer';
import { overdueReviewOn } from './buyer';
import type { BuyerEvent } from './buyer.events';

describe('CompleteReview', () => {
  const said = { completedOn: '2026-07-10', reviewer: 'A. Roth', outcome: 'keep', note: 'sound' } as const;
  const complete = asked('CompleteReview', said);
  const open = reviewScheduled('2026-06-30');
  const completed = (nextDueOn: string | undefined, policyVersion = 3): BuyerEvent => ({
    type: 'ReviewCompleted',
    data: { dueOn: '2026-06-30', ...said, nextDueOn, policyVersion, seen: { policy: '2' } },
  });
  /** Grade n is reviewed every n × 10 days. */
  const rhythm = {
    policyOn: () => ({ ...policy, grades: policy.grades.map((terms) => ({ ...terms, reviewEveryDays: terms.grade * 10 })) }),
  };

  it('closes the open one and plans the next by the grade; one of no grade counts as 6', () => {
    given(open, scored('2026-07-10', 3)).knowing(rhythm).when(complete).then(completed('2026-08-09'));
    given(open).knowing(rhythm).when(complete).then(completed('2026-09-08'));
  });

  it('plans a key account’s sooner, not later', () => {
    const key = updated('2026-07-01', { keyAccount: true });
    given(open, key).when(complete).then(completed('2026-10-10'));
    given(open, key).knowing(rhythm).when(complete).then(completed('2026-09-08'));
  });

  it('plans none where nothing is published, but for a key account', () => {
    const builtIn = { policyOn: () => BUILT_IN_POLICY };
    given(open).knowing(builtIn).when(complete).then(completed(undefined, 0));
    given(open, updated('2026-07-01', { keyAccount: true }))
      .knowing(builtIn)
      .when(complete)
      .then(completed('2026-10-10', 0));
  });

  it('leaves the next one open, due on its day', () => {
    const { state } = given(open, completed('2026-08-09'));
    expect(['2026-07-11', '2026-08-10'].map((day) => overdueReviewOn(state, day))).toEqual([undefined, '2026-08-09']);
    expect(given(open, completed(undefined)).state.review).toBeUndefined();
  });

  it('is refused where none is open', () => {
    given().when(complete).refused('NO_REVIEW', { buyerId: 'B7' });
    given(open, completed(undefined)).when(complete).refused('NO_REVIEW', { buyerId: 'B7' });
  });
});
