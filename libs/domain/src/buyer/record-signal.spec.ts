import { asked, given, signalRaised } from '../../../../test/spec/buyer';
import { insolventOn } from './buyer';

describe('RecordSignal', () => {
  const record = (signalId: string, details: object = {}) =>
    asked('RecordSignal', {
      signalId,
      kind: 'adverse_press',
      severity: 'warning',
      observedOn: '2026-03-01',
      source: 'Handelsblatt',
      ...details,
    });

  it('raises an alert', () => {
    given().when(record('S1')).then(signalRaised('S1'));
    expect(given(signalRaised('S1')).state.alerts.toObject()).toEqual({ 'signal-adverse_press-2026-03-01': 'open' });
  });

  it('keeps another signal of the kind and day under the same alert, however that stands', () => {
    const closed = given(signalRaised('S1'), {
      type: 'AlertClosed',
      data: {
        alertId: 'signal-adverse_press-2026-03-01',
        by: 'A. Roth',
        on: '2026-03-02',
        outcome: 'false_alarm',
        seen: {},
      },
    });
    closed.when(record('S2', { severity: 'critical' })).then(signalRaised('S2', { severity: 'critical' }));
    expect(given(signalRaised('S1'), signalRaised('S2')).state.alerts.size).toBe(1);
  });

  it('has nothing to do for one that is recorded', () =>
    given(signalRaised('S1'))
      .when(record('S1', { observedOn: '2026-03-02' }))
      .thenNothing());

  it('tells kinds and days apart', () =>
    expect(
      given(signalRaised('S1'), signalRaised('S2', { kind: 'court_case' }), signalRaised('S3', { observedOn: '2026-03-02' }))
        .state.alerts.keySeq()
        .toArray(),
    ).toEqual(['signal-adverse_press-2026-03-01', 'signal-court_case-2026-03-01', 'signal-adverse_press-2026-03-02']));
});

it('a buyer is insolvent from the day on which a filing was observed', () => {
  const { state } = given(signalRaised('S1'), signalRaised('S2', { kind: 'insolvency_filing', observedOn: '2026-03-10' }));
  expect(['2026-03-09', '2026-03-10', '2026-03-11'].map((day) => insolventOn(state, day))).toEqual([false, true, true]);
});
