import { money } from '@usance/domain';
import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { assessThresholdsOnDaysToCome as policy } from './assess-thresholds-on-days-to-come';
import { markOverdueWhenDueDatePasses } from './mark-overdue-when-due-date-passes';

const eur = (minor: number) => money(BigInt(minor), 'EUR');

/** Levels at 1, 15 and 30 days overdue; an invoice that is due on 31 January. */
const owing = async () => {
  const acme = await new Sweeping([policy, markOverdueWhenDueDatePasses]).given('PublishCreditPolicy', {
    ...creditPolicy,
    publishedOn: '2025-01-01',
  });
  await acme.given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  return acme.given('RecordInvoice', { invoiceId: 'I1', amount: eur(100_00), issuedOn: '2025-01-01', dueOn: '2025-01-31' });
};
const days = (acme: Sweeping) =>
  [...acme.rowsOf(policy).values()].map((row) => 'sendOn' in row && 'status' in row && [row.sendOn, row.status]);

describe('assess thresholds on days to come', () => {
  it('assesses on each day on which an overdue invoice comes to a level, however late it is run', async () => {
    const acme = await owing();
    expect(await acme.says('2025-12-31', 'buyerId', 'today')).toEqual([
      'MarkOverdue B1 2025-02-01',
      'AssessThresholds B1 2025-02-15',
      'AssessThresholds B1 2025-03-02',
    ]);
    expect(acme.recorded('ThresholdsAssessed')).toMatchObject([
      { today: '2025-02-15', thresholds: { crossed: [{ metric: 'daysOverdue', level: 'warning' }] } },
      { today: '2025-03-02', thresholds: { crossed: [{ metric: 'daysOverdue', level: 'critical' }] } },
    ]);
    expect(days(acme)).toEqual([
      ['2025-02-15', 'done'],
      ['2025-03-02', 'done'],
    ]);
  });

  it('closes a day on which nothing moved, as usual: the invoice was paid', async () => {
    const acme = await owing();
    await acme.dayIs('2025-02-01');
    await acme.given('RecordPayment', { paymentId: 'P1', amount: eur(100_00), paidOn: '2025-02-10' });
    expect(await acme.says('2025-03-31')).toEqual(['AssessThresholds', 'AssessThresholds']);
    expect(days(acme)).toEqual([
      ['2025-02-15', 'closed'],
      ['2025-03-02', 'closed'],
    ]);
    expect(acme.refused).toEqual([]);
  });

  it('assesses once a buyer and day, whatever number of events name the day', async () => {
    const acme = await owing();
    await acme.given('RecordInvoice', { invoiceId: 'I2', amount: eur(100_00), issuedOn: '2025-01-01', dueOn: '2025-01-31' });
    expect(await acme.says('2025-02-15')).toEqual(['MarkOverdue', 'MarkOverdue', 'AssessThresholds']);
  });

  it('assesses on the day on which a limit begins', async () => {
    const acme = await owing();
    await acme.given('GrantLimit', { amount: eur(100_00), validFrom: '2025-01-20' });
    expect(await acme.says('2025-01-20', 'today')).toEqual(['AssessThresholds 2025-01-20']);
    expect(acme.recorded('ThresholdsAssessed')).toMatchObject([
      { thresholds: { crossed: [{ level: 'watch' }, { level: 'warning' }, { metric: 'utilisation', level: 'critical' }] } },
    ]);
  });

  describe('of a buyer whose duplicate moves them', () => {
    const invoice = { invoiceId: 'I1', amount: eur(900_00), issuedOn: '2025-01-01', dueOn: '2025-01-31' };
    /** B1 with a limit that is hardly used; B2, its duplicate, owes nine tenths of it. */
    const merged = async (day = '2025-01-02') => {
      const acme = await owing();
      acme.day = day;
      await acme.given('GrantLimit', { amount: eur(1000_00), validFrom: '2025-01-01' });
      await acme.given('RegisterBuyer', { buyerId: 'B2', legalName: 'Bravo Ltd', country: 'DE' });
      await acme.given('RecordInvoice', { buyerId: 'B2', ...invoice });
      return acme.given('MergeBuyers', { duplicateId: 'B2', mergedOn: '2025-01-02', reason: 'same company' });
    };
    const alerts = ({ store }: Sweeping) =>
      store.log.flatMap(({ entity, data }) => {
        const { crossed = [] } = (data as { thresholds?: { crossed?: { alertId: string; on: string }[] } }).thresholds ?? {};
        return entity === 'B1' ? crossed.map(({ alertId, on }) => `${alertId} ${on}`) : [];
      });

    it('assesses when the files are merged, as of the business day', async () => {
      const acme = await merged('2025-01-20');
      expect(await acme.says('2025-01-31', 'buyerId', 'today')).toEqual(['AssessThresholds B1 2025-01-20']);
      expect(alerts(acme)).toEqual([
        'utilisation-watch-1 2025-01-20',
        'utilisation-warning-1 2025-01-20',
        'utilisation-critical-1 2025-01-20',
      ]);
    });

    it('assesses after each event of the duplicate’s account', async () => {
      const acme = await merged();
      await acme.dayIs('2025-01-02');
      await acme.given('RecordPayment', { buyerId: 'B2', paymentId: 'P1', amount: eur(900_00), paidOn: '2025-01-03' });
      expect(await acme.says('2025-01-03', 'buyerId', 'today')).toEqual(['AssessThresholds B1 2025-01-02']);
      expect(acme.recorded('ThresholdsAssessed').at(-1)).toMatchObject({
        thresholds: { rearmed: [{ level: 'watch' }, { level: 'warning' }, { level: 'critical' }] },
      });
    });

    it('assesses on the days on which the duplicate’s overdue invoice grows older', async () => {
      const acme = await merged();
      await acme.given('RecordPayment', { paymentId: 'P1', amount: eur(100_00), paidOn: '2025-01-03' });
      await acme.dayIs('2025-12-31');
      expect(alerts(acme).filter((alert) => alert.startsWith('daysOverdue'))).toEqual([
        'daysOverdue-watch-1 2025-02-01',
        'daysOverdue-warning-1 2025-02-15',
        'daysOverdue-critical-1 2025-03-02',
      ]);
    });
  });
});
