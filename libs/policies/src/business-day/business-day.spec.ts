import { Refusal, type CalendarDate } from '@usance/domain';
import { businessDay, evolve, moveBusinessDay, type BusinessDayMoved } from './business-day';

const moved = (day: CalendarDate): BusinessDayMoved => ({ type: 'BusinessDayMoved', data: { day } });

const given = (...events: readonly BusinessDayMoved[]) => {
  const state = events.reduce(evolve, businessDay.initial);
  const move = (day: CalendarDate) => moveBusinessDay(state, { clock: 'clock', day }, undefined);
  return {
    movedTo: (day: CalendarDate) => ({
      then: (...expected: readonly BusinessDayMoved[]) => expect(move(day)).toEqual(expected),
      refused: (code: string, facts: object) => {
        expect(() => move(day)).toThrow(Refusal);
        expect(() => move(day)).toThrow(expect.objectContaining({ code, facts }));
      },
    }),
  };
};

describe('MoveBusinessDay', () => {
  it('sets the first day, whatever it is', () => given().movedTo('2013-01-01').then(moved('2013-01-01')));
  it('moves forward', () => given(moved('2013-01-01')).movedTo('2013-06-30').then(moved('2013-06-30')));
  it('has nothing to do on the same day', () => given(moved('2013-01-01')).movedTo('2013-01-01').then());
  it('is refused backwards, seen from the last move', () =>
    given(moved('2013-01-01'), moved('2013-01-03'))
      .movedTo('2013-01-02')
      .refused('DAY_IN_THE_PAST', { day: '2013-01-03', requested: '2013-01-02' }));
  it('moves 3,660 days at once', () => given(moved('2013-01-01')).movedTo('2023-01-09').then(moved('2023-01-09')));
  it('is refused one day further', () =>
    given(moved('2013-01-01'))
      .movedTo('2023-01-10')
      .refused('DAY_TOO_FAR', { day: '2013-01-01', requested: '2023-01-10', furthest: '2023-01-09' }));
});
