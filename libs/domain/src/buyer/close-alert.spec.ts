import { asked, given, signalRaised } from '../../../../test/spec/buyer';
import type { BuyerEvent } from './buyer.events';

describe('CloseAlert', () => {
  const alertId = 'signal-adverse_press-2026-03-01';
  const said = { alertId, by: 'A. Roth', on: '2026-03-02' };
  const close = (details: object = {}) => asked('CloseAlert', { ...said, outcome: 'false_alarm', ...details });
  const closed: BuyerEvent = { type: 'AlertClosed', data: { ...said, outcome: 'false_alarm', seen: {} } };
  const raised = signalRaised('S1');

  it('says whether it was right, acknowledged before or not', () => {
    given(raised).knowing({ seen: {} }).when(close()).then(closed);
    given(raised, { type: 'AlertAcknowledged', data: { ...said, seen: {} } })
      .knowing({ seen: {} })
      .when(close())
      .then(closed);
  });

  it('takes an alert of the account’s thresholds, once', () => {
    const past = given().knowing({ raisedByAccount: (id) => id === 'daysOverdue-critical-1', seen: { account: '7' } });
    const ofTheAccount: BuyerEvent = {
      type: 'AlertClosed',
      data: { ...said, alertId: 'daysOverdue-critical-1', outcome: 'false_alarm', seen: { account: '7' } },
    };
    past.when(close({ alertId: 'daysOverdue-critical-1' })).then(ofTheAccount);
    given(ofTheAccount)
      .when(close({ alertId: 'daysOverdue-critical-1' }))
      .refused('ALERT_CLOSED');
  });

  it('is refused for an alert that is unknown, or closed', () => {
    given(raised)
      .when(close({ alertId: 'A9' }))
      .refused('ALERT_UNKNOWN', { alertId: 'A9' });
    given(raised, closed).when(close()).refused('ALERT_CLOSED', { alertId });
  });
});
