import fc from 'fast-check';
import { ALERT_LEVELS, levelsAfter, levelsMoved, type LevelStates } from './thresholds';

const utilisation = (value: string | null, before: LevelStates = {}) =>
  levelsMoved({
    metric: 'utilisation',
    value,
    on: '2026-03-01',
    levels: ['0.75', '0.90', '1'],
    hysteresis: '0.05',
    before,
  });

/** The values one after another; what each moved. */
const story = (...values: (string | null)[]): string[][] => {
  let before: LevelStates = {};
  return values.map((value) => {
    const moved = utilisation(value, before);
    before = levelsAfter(before, 'utilisation', { ...moved, policyVersion: 1 });
    return [...moved.crossed.map(({ alertId }) => alertId), ...moved.rearmed.map(({ level }) => `${level} armed`)];
  });
};

describe('thresholds', () => {
  it('are crossed at the level, not below', () =>
    expect(story('0.7499', '0.75', '0.8999', '0.9')).toEqual([[], ['utilisation-watch-1'], [], ['utilisation-warning-1']]));

  it('tell what was measured against which level, and when', () =>
    expect(utilisation('0.76').crossed).toEqual([
      {
        alertId: 'utilisation-watch-1',
        metric: 'utilisation',
        level: 'watch',
        value: '0.76',
        threshold: '0.75',
        on: '2026-03-01',
      },
    ]));

  it('give three alerts for a jump over three levels, the mildest first', () =>
    expect(story('1.2')).toEqual([['utilisation-watch-1', 'utilisation-warning-1', 'utilisation-critical-1']]));

  // 0.75 × 0.95 = 0.7125
  it('are armed again below the level less the hysteresis, not at it', () =>
    expect(story('0.75', '0.7125', '0.75', '0.7124', '0.75')).toEqual([
      ['utilisation-watch-1'],
      [],
      [],
      ['watch armed'],
      ['utilisation-watch-2'],
    ]));

  it('arm each level by itself', () =>
    expect(story('1', '0.94', '0.80', '1')).toEqual([
      ['utilisation-watch-1', 'utilisation-warning-1', 'utilisation-critical-1'],
      ['critical armed'],
      ['warning armed'],
      ['utilisation-warning-2', 'utilisation-critical-2'],
    ]));

  it('stay as they are while there is nothing to measure', () =>
    expect(story('0.75', null, '0.75')).toEqual([['utilisation-watch-1'], [], []]));

  it('take whole numbers, and values below zero', () => {
    const days = { metric: 'daysOverdue', on: '2026-03-01', levels: [1, 15, 30], hysteresis: '0.05' };
    const before = { watch: { isCrossed: true, times: 2 } };
    expect(levelsMoved({ ...days, value: '15', before }).crossed).toMatchObject([{ level: 'warning', threshold: '15' }]);
    expect(levelsMoved({ ...days, value: '0', before }).rearmed).toEqual([{ metric: 'daysOverdue', level: 'watch' }]);
    expect(levelsMoved({ ...days, value: '-3', before }).rearmed).toEqual([{ metric: 'daysOverdue', level: 'watch' }]);
    expect(utilisation('-0.50', before).rearmed).toEqual([{ metric: 'utilisation', level: 'watch' }]);
  });

  it('keep the levels of another metric out', () => {
    const moved = { crossed: utilisation('0.8').crossed, rearmed: [{ metric: 'overdueShare', level: 'critical' as const }] };
    const before = { critical: { isCrossed: true, times: 1 } };
    expect(levelsAfter(before, 'overdueShare', { ...moved, policyVersion: 1 })).toEqual({
      critical: { isCrossed: false, times: 1 },
    });
  });

  it('alternate: no level is crossed twice without being armed in between', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 40 }), (percents) => {
        const moves = story(...percents.map((percent) => (percent / 100).toFixed(2))).flat();
        for (const level of ALERT_LEVELS) {
          const own = moves.filter((move) => move.includes(level)).map((move) => move.endsWith('armed'));
          expect(own).toEqual(own.map((_armed, index) => index % 2 === 1));
        }
      }),
    ));
});
