import { asked, given } from '../../../../test/spec/buyer';

it('CompleteMonitoringCheck says who looked, when, and what was found', () => {
  const check = { checkedOn: '2026-03-01', by: 'A. Roth', finding: 'nothing new' };
  given().when(asked('CompleteMonitoringCheck', check)).then({ type: 'MonitoringCheckCompleted', data: check });
});
