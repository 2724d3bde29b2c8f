import { money } from '@usance/domain';
import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { assessThresholdsWhenAPolicyComesIntoForce as policy } from './assess-thresholds-when-a-policy-comes-into-force';
import { markOverdueWhenDueDatePasses } from './mark-overdue-when-due-date-passes';

const eur = (minor: number) => money(BigInt(minor), 'EUR');

/** B1 uses half of its limit, B2 has none and owes nothing, B3 has an overdue invoice and no limit. On the business day of New Year. */
const buyers = async () => {
  const acme = new Sweeping([markOverdueWhenDueDatePasses, policy]);
  for (const buyerId of ['B1', 'B2', 'B3']) await acme.given('RegisterBuyer', { buyerId, legalName: 'Bravo', country: 'DE' });
  await acme.given('GrantLimit', { buyerId: 'B1', amount: eur(100_00), validFrom: '2024-12-01' });
  const invoice = { invoiceId: 'I1', amount: eur(50_00), issuedOn: '2024-12-01' };
  await acme.given('RecordInvoice', { ...invoice, buyerId: 'B1', dueOn: '2026-06-30' });
  await acme.given('RecordInvoice', { ...invoice, buyerId: 'B3', dueOn: '2024-12-15' });
  await acme.dayIs('2025-01-01');
  return acme;
};
const thresholds = { ...creditPolicy.thresholds, utilisation: ['0.50', '0.60', '0.70'], daysOverdue: [30, 60, 90] };

describe('assess thresholds when a policy comes into force', () => {
  it('does so at once for every account with something to measure, when its day has come', async () => {
    const acme = await buyers();
    await acme.given('PublishCreditPolicy', { ...creditPolicy, thresholds, publishedOn: '2024-06-01' });
    expect(await acme.says('2025-01-01', 'buyerId', 'today')).toEqual([
      'AssessThresholds B1 2025-01-01',
      'AssessThresholds B3 2025-01-01',
    ]);
    expect(acme.recorded('ThresholdsAssessed')).toMatchObject([
      { today: '2025-01-01', thresholds: { crossed: [{ metric: 'utilisation', level: 'watch', value: '0.5' }] } },
      { today: '2025-01-01', thresholds: { rearmed: [{ metric: 'daysOverdue', level: 'watch' }] } },
    ]);
    expect(await acme.says('2025-12-31')).toEqual([]);
    expect(acme.refused).toEqual([]);
  });

  it('waits for a day to come, each version for its own', async () => {
    const acme = await buyers();
    await acme.given('PublishCreditPolicy', { ...creditPolicy, thresholds, publishedOn: '2025-02-01' });
    await acme.given('PublishCreditPolicy', { ...creditPolicy, thresholds, publishedOn: '2025-03-01' });
    expect(await acme.says('2025-01-31')).toEqual([]);
    expect(await acme.says('2025-06-30', 'buyerId', 'today')).toEqual([
      'AssessThresholds B1 2025-02-01',
      'AssessThresholds B3 2025-02-01',
      'AssessThresholds B1 2025-03-01',
      'AssessThresholds B3 2025-03-01',
    ]);
  });
});
