import { approver, asked, facts, given, NO_LIMIT, overridden, scored } from '../../../../test/spec/buyer';
import type { Grade } from '../shared';
import { evolve, type BuyerFacts } from './buyer';
import type { BuyerEvent } from './buyer.events';
import { gradeOn } from './grade';
import { overrideGrade } from './override-grade';

describe('the grade on a day', () => {
  const on = (day: string, ...events: BuyerEvent[]) => gradeOn(given(...events).state, day);

  it('is none before the first score', () => expect(on('2026-02-28', scored('2026-03-01', 4))).toBeUndefined());

  it('is that of the latest score; of two from a day the later recorded', () => {
    const scores = [scored('2026-03-01', 4), scored('2026-01-01', 3), scored('2026-03-01', 5)];
    expect(on('2026-03-01', ...scores)).toEqual({ grade: 5, source: 'scored' });
    expect(on('2026-02-28', ...scores)).toEqual({ grade: 3, source: 'scored' });
  });

  it('is that of an override from its first day to its last, then the score’s again', () => {
    const past = [scored('2026-01-01', 3), overridden(7, '2026-03-01', '2026-03-31')];
    expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) => on(day, ...past)?.grade)).toEqual([3, 7, 7, 3]);
    expect(on('2026-03-01', ...past)).toEqual({ grade: 7, source: 'overridden', until: '2026-03-31' });
  });

  it('is that of the override recorded last, while it is in force', () => {
    const past = [overridden(7, '2026-03-01', '2026-03-31'), overridden(2, '2026-03-10', '2026-03-20')];
    expect(['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-21'].map((day) => on(day, ...past)?.grade)).toEqual([7, 2, 2, 7]);
  });
});

/** What happens one after another: the grade is set to a number, or the limit is changed. Tells what each grade moved. */
const story = (...happenings: (Grade | 'limit')[]): string[][] => {
  let { state } = given();
  let lastLimit: BuyerFacts['lastLimit'] = NO_LIMIT;
  return happenings.flatMap((happening) => {
    if (happening === 'limit') {
      lastLimit = { changes: lastLimit.changes + 1, grade: gradeOn(state, '2026-03-01')?.grade ?? null };
      return [];
    }
    const period = { validFrom: '2026-03-01', validTo: '2026-12-31' };
    const command = { buyerId: 'B7', grade: happening, reason: 'r', approver, ...period };
    const [event] = overrideGrade(state, command, { ...facts, lastLimit });
    if (event?.type !== 'GradeOverridden') throw new Error('no override');
    state = evolve(state, event);
    const { crossed = [], rearmed = [] } = event.data.thresholds ?? {};
    return [[...rearmed.map(({ level }) => `${level} armed`), ...crossed.map(({ alertId }) => alertId)]];
  });
};

describe('a drop of the grade', () => {
  it('is measured from the grade at the last change of the limit, and crosses each level once', () =>
    expect(story(3, 'limit', 4, 4, 6)).toEqual([[], ['gradeDrop-watch-1'], [], ['gradeDrop-warning-1', 'gradeDrop-critical-1']]));

  it('arms the levels that it falls back from', () =>
    expect(story(3, 'limit', 5, 2, 4)).toEqual([
      [],
      ['gradeDrop-watch-1', 'gradeDrop-warning-1'],
      ['watch armed', 'warning armed'],
      ['gradeDrop-watch-2'],
    ]));

  it('begins anew with each change of the limit', () =>
    expect(story(3, 'limit', 5, 'limit', 6, 'limit', 'limit', 6)).toEqual([
      [],
      ['gradeDrop-watch-1', 'gradeDrop-warning-1'],
      ['watch armed', 'warning armed', 'gradeDrop-watch-2'],
      ['watch armed'],
    ]));

  it('is none while the limit was never changed, or had no grade then', () => {
    expect(story(3, 10)).toEqual([[], []]);
    expect(story('limit', 10, 10)).toEqual([[], []]);
  });

  it('tells value, level, day and the version of the policy in the event that moved the grade, and is an alert of the file', () => {
    const moved = overridden(4, '2026-03-01', '2026-03-31', {
      atLastLimit: { changes: 1, grade: 3 },
      thresholds: {
        crossed: [
          { alertId: 'gradeDrop-watch-1', metric: 'gradeDrop', level: 'watch', value: '1', threshold: '1', on: '2026-03-01' },
        ],
        rearmed: [],
        policyVersion: 3,
      },
    });
    const command = { grade: 4, reason: 'new owner', approver, validFrom: '2026-03-01', validTo: '2026-03-31' };
    given(scored('2026-01-01', 3))
      .knowing({ lastLimit: { grade: 3, changes: 1 } })
      .when(asked('OverrideGrade', command))
      .then(moved);
    expect(given(moved).state.alerts.toObject()).toEqual({ 'gradeDrop-watch-1': 'open' });
  });
});
