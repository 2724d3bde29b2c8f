import { asked, facts, given, overridden, scored } from '../../../../test/spec/buyer';
import type { Grade } from '../shared';
import type { BuyerFacts } from './buyer';
import type { BuyerEvent } from './buyer.events';
import { buyer } from './buyer.decider';
import { gradeOn } from './grade';

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

/** Overrides one after another, the limit last changed at a grade; what each moved. */
const story = (...grades: [grade: Grade, lastLimit: BuyerFacts['lastLimit']][]): string[][] => {
  let { state } = given();
  return grades.map(([grade, lastLimit]) => {
    const { payload } = asked('', { grade, reason: 'r', approver: { name: 'M', level: 'clerk' }, validFrom: '2026-03-01' });
    const command = { ...payload, validTo: '2026-12-31' } as never;
    const [event] = buyer.commands.OverrideGrade(state, command, { ...facts, lastLimit });
    if (event?.type !== 'GradeOverridden') throw new Error('no override');
    state = buyer.evolve(state, event);
    const { crossed = [], rearmed = [] } = event.data.thresholds ?? {};
    return [...rearmed.map(({ level }) => `${level} armed`), ...crossed.map(({ alertId }) => alertId)];
  });
};

describe('a drop of the grade', () => {
  const since = (grade: Grade | null, changes = 1) => ({ grade, changes });

  it('is measured from the grade at the last change of the limit, and crosses each level once', () =>
    expect(story([3, since(3)], [4, since(3)], [4, since(3)], [6, since(3)])).toEqual([
      [],
      ['gradeDrop-watch-1'],
      [],
      ['gradeDrop-warning-1', 'gradeDrop-critical-1'],
    ]));

  it('arms the levels that it falls back from', () =>
    expect(story([5, since(3)], [2, since(3)], [4, since(3)])).toEqual([
      ['gradeDrop-watch-1', 'gradeDrop-warning-1'],
      ['watch armed', 'warning armed'],
      ['gradeDrop-watch-2'],
    ]));

  it('begins anew with each change of the limit', () =>
    expect(story([5, since(3)], [6, since(5, 2)], [6, since(6, 3)])).toEqual([
      ['gradeDrop-watch-1', 'gradeDrop-warning-1'],
      ['watch armed', 'warning armed', 'gradeDrop-watch-2'],
      ['watch armed'],
    ]));

  it('is none while the limit was never changed, or had no grade then', () =>
    expect(story([10, since(null, 0)], [10, since(null)])).toEqual([[], []]));

  it('tells value, level, day and the version of the policy in the event that moved the grade, and is an alert of the file', () => {
    const past = given(scored('2026-01-01', 3)).knowing({ lastLimit: since(3) });
    const moved = overridden(4, '2026-03-01', '2026-03-31', {
      thresholds: {
        crossed: [
          { alertId: 'gradeDrop-watch-1', metric: 'gradeDrop', level: 'watch', value: '1', threshold: '1', on: '2026-03-01' },
        ],
        rearmed: [],
        limitChanges: 1,
        policyVersion: 3,
      },
    });
    past.when(asked('OverrideGrade', { ...(moved.data as object), seen: undefined, thresholds: undefined })).then(moved);
    expect(given(moved).state.alerts.toObject()).toEqual({ 'gradeDrop-watch-1': 'open' });
  });
});
