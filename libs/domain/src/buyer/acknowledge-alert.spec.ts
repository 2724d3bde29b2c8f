import { asked, given, signalRaised } from '../../../../test/spec/buyer';
import type { BuyerEvent } from './buyer.events';

describe('AcknowledgeAlert', () => {
  const alertId = 'signal-adverse_press-2026-03-01';
  const said = { alertId, by: 'A. Roth', on: '2026-03-02', note: 'called the buyer' };
  const acknowledge = (details: object = {}) => asked('AcknowledgeAlert', { ...said, ...details });
  const acknowledged: BuyerEvent = { type: 'AlertAcknowledged', data: { ...said, seen: {} } };
  const ofTheFile = { seen: {} };

  it('says who looks into it', () => given(signalRaised('S1')).knowing(ofTheFile).when(acknowledge()).then(acknowledged));

  it('has nothing to do when somebody does', () => given(signalRaised('S1'), acknowledged).when(acknowledge()).thenNothing());

  it('takes an alert of the account’s thresholds, and names the account that it saw', () => {
    const ofTheAccount = { alertId: 'utilisation-watch-1' };
    given()
      .knowing({ raisedByAccount: (id) => id === 'utilisation-watch-1', seen: { account: '7' } })
      .when(acknowledge(ofTheAccount))
      .then({ type: 'AlertAcknowledged', data: { ...said, ...ofTheAccount, seen: { account: '7' } } });
  });

  it('is refused for an alert that is unknown, or closed', () => {
    given(signalRaised('S1'))
      .when(acknowledge({ alertId: 'A9' }))
      .refused('ALERT_UNKNOWN', { alertId: 'A9' });
    given(signalRaised('S1'), { type: 'AlertClosed', data: { ...said, outcome: 'true_alarm', seen: {} } })
      .when(acknowledge())
      .refused('ALERT_CLOSED', { alertId });
  });
});
