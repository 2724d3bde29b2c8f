import { asked, given, reviewScheduled } from '../../../../test/spec/buyer';
import { overdueReviewOn } from './buyer';
import type { BuyerEvent } from './buyer.events';

const open = reviewScheduled('2026-06-30');

describe('MarkReviewOverdue', () => {
  const mark = (today: string, dueOn = '2026-06-30') => asked('MarkReviewOverdue', { dueOn, today });
  const overdue: BuyerEvent = { type: 'ReviewFellOverdue', data: { dueOn: '2026-06-30', today: '2026-07-01' } };

  it('comes the day after, not on the due day', () => {
    given(open).when(mark('2026-06-30')).thenNothing();
    given(open).when(mark('2026-07-01')).then(overdue);
  });

  it('comes once for a due day', () => {
    given(open, overdue).when(mark('2026-07-02')).thenNothing();
    given(open, overdue, reviewScheduled('2026-06-30', { requestId: 'R1' }))
      .when(mark('2026-07-02'))
      .thenNothing();
    given(open, overdue, reviewScheduled('2026-06-15'))
      .when(mark('2026-07-02', '2026-06-15'))
      .then({ type: 'ReviewFellOverdue', data: { dueOn: '2026-06-15', today: '2026-07-02' } });
  });

  it('has nothing to do where that review is not open', () => {
    given().when(mark('2026-07-01')).thenNothing();
    given(open, reviewScheduled('2026-06-15')).when(mark('2026-07-01')).thenNothing();
  });
});

it('a review is overdue from the day after it was due', () => {
  const { state } = given(open);
  expect(['2026-06-30', '2026-07-01'].map((day) => overdueReviewOn(state, day))).toEqual([undefined, '2026-06-30']);
  expect(overdueReviewOn(given().state, '2026-07-01')).toBeUndefined();
});
