import { assessThresholds, given, invoiceRecorded, limitGranted, limitIncreased } from '../../../../../test/spec/account';
import { creditPolicy, under } from '../../../../../test/spec/account/story';
import type { AccountEvent } from '../account.events';

describe('AssessThresholds', () => {
  const known = under(creditPolicy(), 3);
  const crossedTwice = {
    type: 'ThresholdsAssessed',
    data: {
      today: '2026-02-01',
      thresholds: {
        policyVersion: 1,
        crossed: [
          {
            alertId: 'utilisation-watch-1',
            metric: 'utilisation',
            level: 'watch',
            value: '0.9',
            threshold: '0.75',
            on: '2026-02-01',
          },
          {
            alertId: 'utilisation-warning-1',
            metric: 'utilisation',
            level: 'warning',
            value: '0.9',
            threshold: '0.90',
            on: '2026-02-01',
          },
        ],
      },
    },
  } as const;
  const used = [limitGranted('1000.00', { validFrom: '2026-02-01' }), invoiceRecorded('I1', '900.00', { dueOn: '2026-12-31' })];

  it('says which levels a metric reached though nothing happened on the day', () =>
    given(...used)
      .knowing(known)
      .when(assessThresholds('2026-02-01'))
      .then(crossedTwice));

  it('says from which levels it fell back', () => {
    const rearmed: AccountEvent = {
      type: 'ThresholdsAssessed',
      data: { today: '2026-03-01', thresholds: { policyVersion: 1, rearmed: [{ metric: 'utilisation', level: 'warning' }] } },
    };
    given(...used, crossedTwice, limitIncreased('1100.00', '2026-03-01'))
      .knowing(known)
      .when(assessThresholds('2026-03-01'))
      .then(rearmed);
  });

  it('has nothing to do when no level moves, nor a second time', () => {
    given(...used)
      .knowing(known)
      .when(assessThresholds('2026-01-31'))
      .thenNothing();
    given(...used, crossedTwice)
      .knowing(known)
      .when(assessThresholds('2026-02-02'))
      .thenNothing();
  });
});
