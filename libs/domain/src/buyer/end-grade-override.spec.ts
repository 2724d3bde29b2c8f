import { asked, given, NO_LIMIT, overridden, scored } from '../../../../test/spec/buyer';
import type { BuyerEvent } from './buyer.events';

describe('EndGradeOverride', () => {
  const end = (today: string, validTo = '2026-03-31') => asked('EndGradeOverride', { validTo, today });
  const ended: BuyerEvent = {
    type: 'GradeOverrideEnded',
    data: { validTo: '2026-03-31', today: '2026-04-01', seen: { policy: '2' }, atLastLimit: NO_LIMIT },
  };
  const override = overridden(7, '2026-03-01', '2026-03-31');

  it('comes the day after the last day, not on it', () => {
    given(override).when(end('2026-03-31')).thenNothing();
    given(override).when(end('2026-04-01')).then(ended);
  });

  it('comes once, for all that end on the day', () => {
    given(override, overridden(8, '2026-03-10', '2026-03-31'), ended)
      .when(end('2026-04-02'))
      .thenNothing();
    given(override, ended, overridden(8, '2026-03-10', '2026-03-31'))
      .when(end('2026-04-01'))
      .then(ended);
  });

  it('has nothing to do where none ends', () => given(override).when(end('2026-06-01', '2026-04-30')).thenNothing());

  it('measures the drop of the grade with the score’s again', () =>
    given(scored('2026-02-01', 5), override)
      .knowing({ lastLimit: { grade: 4, changes: 1 } })
      .when(end('2026-04-01'))
      .then({
        type: 'GradeOverrideEnded',
        data: {
          validTo: '2026-03-31',
          today: '2026-04-01',
          seen: { policy: '2' },
          atLastLimit: { changes: 1, grade: 4 },
          thresholds: {
            crossed: [
              { alertId: 'gradeDrop-watch-1', metric: 'gradeDrop', level: 'watch', value: '1', threshold: '1', on: '2026-04-01' },
            ],
            rearmed: [],
            policyVersion: 3,
          },
        },
      }));
});
