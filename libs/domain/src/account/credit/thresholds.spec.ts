import { amount } from '../../../../../test/spec/given-when-then';
import { bill, creditPolicy, grant, Story, under } from '../../../../../test/spec/account/story';
import type { AccountEvent } from '../account.events';
import type { Wire } from '../../shared';

/** The built-in levels: utilisation and overdue share 0.75, 0.90 and 1; 1, 15 and 30 days overdue; armed again 5 % below. */
const watched = (businessDay = '2026-02-01') => new Story({ ...under(creditPolicy(), 3), businessDay });

const moved = (events: readonly Wire<AccountEvent>[]): unknown =>
  events.flatMap(({ data }) => [
    ...(data.thresholds?.crossed ?? []).map(({ alertId, value }) => `${alertId} ${value}`),
    ...(data.thresholds?.rearmed ?? []).map(({ metric, level }) => `${metric}-${level} armed`),
  ]);

const pays = (paymentId: string, sum: string) =>
  ['RecordPayment', { paymentId, amount: amount(sum), paidOn: '2026-02-20' }] as const;

describe('the thresholds of an account', () => {
  it('are crossed at the level, by the event that reaches it', () => {
    const story = watched().after(...grant('1000.00'));
    expect(story.does('RecordInvoice', bill('I1', '749.99'))[0]?.data).not.toHaveProperty('thresholds');
    const [event] = story.does('RecordInvoice', bill('I2', '0.01'));
    expect(event?.data.thresholds).toEqual({
      policyVersion: 1,
      crossed: [
        {
          alertId: 'utilisation-watch-1',
          metric: 'utilisation',
          level: 'watch',
          value: '0.75',
          threshold: '0.75',
          on: '2026-02-01',
        },
      ],
    });
  });

  it('are crossed three at once by a jump, each once, and armed again five hundredths below', () => {
    const story = watched().after(...grant('1000.00'));
    expect(moved(story.does('RecordInvoice', bill('I1', '1200.00')))).toEqual([
      'utilisation-watch-1 1.2',
      'utilisation-warning-1 1.2',
      'utilisation-critical-1 1.2',
    ]);
    expect(moved(story.does('RecordInvoice', bill('I2', '10.00')))).toEqual([]);
    expect(moved(story.does(...pays('P1', '260.00')))).toEqual([]);
    expect(moved(story.does(...pays('P2', '0.01')))).toEqual(['utilisation-critical armed']);
    expect(moved(story.does('RecordInvoice', bill('I3', '50.01')))).toEqual(['utilisation-critical-2 1']);
    expect(moved(story.does(...pays('P3', '287.50')))).toEqual(['utilisation-warning armed', 'utilisation-critical armed']);
    expect(moved(story.does(...pays('P4', '0.01')))).toEqual(['utilisation-watch armed']);
  });

  it('take no ratio for a level that it only rounds to', () => {
    const story = watched().after(...grant('3.00'));
    expect(moved(story.does('RecordInvoice', bill('I1', '2.24')))).toEqual([]);
    const [event] = story.does('RecordInvoice', bill('I2', '0.76'));
    expect(event?.data.thresholds?.crossed?.map(({ value }) => value)).toEqual(['1', '1', '1']);
  });

  it('have nothing to measure without a limit, a security or an open invoice', () =>
    expect(moved(watched().does('RecordInvoice', bill('I1', '100.00')))).toEqual([]));

  it('see a limit that is cut', () => {
    const story = watched()
      .after(...grant('1000.00'))
      .after('RecordInvoice', bill('I1', '500.00'));
    expect(moved(story.does('ReduceLimit', { amount: amount('555.00'), effectiveFrom: '2026-02-01', reason: 'review' }))).toEqual(
      ['utilisation-watch-1 0.9009009', 'utilisation-warning-1 0.9009009'],
    );
  });

  it('see an invoice grow old on the days that the event of its first overdue day names', () => {
    const story = watched('2026-03-13')
      .after(...grant('100000.00'))
      .after('RecordInvoice', bill('I1', '10.00'));
    story.after('RecordInvoice', bill('I2', '90.00', { dueOn: '2026-06-30' }));
    const [fell] = story.does('MarkOverdue', { invoiceId: 'I1', today: '2026-03-13' });
    expect(fell?.data.thresholds).toMatchObject({ assessOn: ['2026-03-27', '2026-04-11'] });
    story.knowing({ businessDay: '2026-12-31' });
    expect(moved(story.does('AssessThresholds', { today: '2026-03-26' }))).toEqual([]);
    expect(moved(story.does('AssessThresholds', { today: '2026-03-27' }))).toEqual(['daysOverdue-warning-1 15']);
    expect(moved(story.does('AssessThresholds', { today: '2026-04-11' }))).toEqual(['daysOverdue-critical-1 30']);
    expect(story.does('AssessThresholds', { today: '2026-04-12' })).toEqual([]);
  });

  it('measure what is overdue of what is open', () => {
    const story = watched('2026-03-12')
      .after(...grant('100000.00'))
      .after('RecordInvoice', bill('I1', '80.00'));
    story.after('RecordInvoice', bill('I2', '20.00', { dueOn: '2026-06-30' })).knowing({ businessDay: '2026-03-13' });
    expect(moved(story.does('MarkOverdue', { invoiceId: 'I1', today: '2026-03-13' }))).toEqual([
      'daysOverdue-watch-1 1',
      'overdueShare-watch-1 0.8',
    ]);
    expect(moved(story.does(...pays('P1', '80.00')))).toEqual(['daysOverdue-watch armed', 'overdueShare-watch armed']);
  });

  it('are held against a limit of next to nothing, however much is owed', () => {
    const story = watched().after(...grant('0.01'));
    expect(moved(story.does('RecordInvoice', bill('I1', '90000000000000.00')))).toEqual(
      ['watch', 'warning', 'critical'].map((level) => `utilisation-${level}-1 999999999999999.999999999`),
    );
  });

  it('look ahead to the day on which a limit begins', () => {
    const [event] = watched('2026-01-01').does(...grant('100.00', '2026-02-01'));
    expect(event?.data.thresholds).toEqual({ policyVersion: 1, assessOn: ['2026-02-01'] });
  });

  it('name the kept buyer where the account is a duplicate’s', () => {
    const [event] = watched('2026-02-01')
      .knowing({ mergedInto: 'B1' })
      .does(...pays('P1', '80.00'));
    expect(event?.data.thresholds).toEqual({ policyVersion: 1, kept: { buyerId: 'B1', on: '2026-02-01' } });
  });
});
