import { anyFile, asked } from '../../../../test/spec/buyer';
import { buyer } from './buyer.decider';

describe('every command on a file', () => {
  const names = Object.keys(buyer.commands).filter((name) => name !== 'RegisterBuyer');

  it.each(names)('%s needs one', (name) => anyFile().when(asked(name, {})).refused('BUYER_UNKNOWN', { buyerId: 'B7' }));
});

it('what the day brings and what follows from other events is sent by the system only', () =>
  expect(Object.keys(buyer.internal ?? {})).toEqual([
    'EndGradeOverride',
    'RaiseCountryAlert',
    'PlanReview',
    'MarkReviewOverdue',
  ]));
