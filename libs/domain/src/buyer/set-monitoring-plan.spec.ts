import { asked, given } from '../../../../test/spec/buyer';

it('SetMonitoringPlan says how often, from when and why', () => {
  const plan = { everyDays: 30, from: '2026-03-01', reason: 'new owner' };
  given().when(asked('SetMonitoringPlan', plan)).then({ type: 'MonitoringPlanSet', data: plan });
});
