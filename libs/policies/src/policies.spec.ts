import { addDays, money, type CalendarDate } from '@usance/domain';
import { Sweeping } from '../../../test/spec/sweeping';
import { creditPolicy } from '../../../test/spec/settings';
import { POLICIES } from './policies';

const eur = (minor: number) => money(BigInt(minor), 'EUR');
const approver = { name: 'Ada', level: 'director' };
const day = (after: number): CalendarDate => addDays('2025-01-01', after);

/** Six buyers with everything that a day ends, begins or moves, in the log before the first day is played. */
const portfolio = async (): Promise<Sweeping> => {
  const acme = new Sweeping(POLICIES);
  await acme.given('PublishCreditPolicy', { ...creditPolicy, publishedOn: '2025-01-01' });
  await acme.given('PublishLimitRule', {
    ruleId: 'payers',
    publishedOn: '2025-02-15',
    kind: 'behaviour',
    grades: [5, 6],
    after: { months: 2, maxDaysBeyondTerms: 10 },
    raiseBy: '0.10',
    whenDaysBeyondTerms: 20,
    reduceBy: '0.20',
    autoApply: true,
  });
  for (let index = 0; index < 6; index += 1) {
    const on = { buyerId: `B${index}` };
    await acme.given('RegisterBuyer', { ...on, legalName: 'Bravo', country: index % 2 ? 'DE' : 'FR' });
    await acme.given('RequestLimit', {
      ...on,
      requestId: 'R1',
      kind: 'new',
      amount: eur(50_000),
      termsDays: 40,
      requestedOn: day(index),
    });
    await acme.given('OverrideGrade', {
      ...on,
      grade: 5,
      reason: 'known',
      approver,
      validFrom: day(1),
      validTo: day(30 + 40 * index),
    });
    const amount = eur(100_00);
    for (const validTo of [day(20 + index), day(60)])
      await acme.given('GrantTemporaryLimit', { ...on, amount, validFrom: day(2), validTo, reason: 'season', approver });
    await acme.given('RecordSecurity', { ...on, securityId: 'S1', kind: 'deposit', amount, validFrom: day(0), validTo: day(90) });
    for (const [orderId, shipBy] of [
      ['O1', day(25)],
      ['O2', day(120)],
      ['O3', day(200 + index)],
    ])
      await acme.given('SubmitOrder', { ...on, orderId, amount: eur(150_00), orderedOn: day(3), shipBy });
    for (let month = 0; month < 10; month += 1) {
      const invoiceId = `I${month}`;
      const dueOn = day(30 * month + 25 + index);
      await acme.given('RecordInvoice', { ...on, invoiceId, amount, issuedOn: day(30 * month + 5), dueOn });
      if (month % 3 > 0) {
        const paidOn = addDays(dueOn, index * 7);
        const allocations = [{ invoiceId, amount }];
        await acme.given('RecordPayment', { ...on, paymentId: `P${month}`, amount, paidOn, allocations });
      }
    }
    await acme.given('GrantLimit', { ...on, amount: eur(900_00), validFrom: day(150), validTo: day(300 + index) });
  }
  await acme.given('RecordCountryEvent', {
    country: 'DE',
    eventId: 'E1',
    kind: 'import_ban',
    from: day(50),
    source: 'gazette',
  });
  return acme;
};

/** What the policies led to, stream by stream. */
const consequences = ({ store }: Sweeping) =>
  store.log
    .map(({ id, type, data, stream, revision }) => ({ id, type, data, stream, revision }))
    .sort((a, b) => (a.stream === b.stream ? Number(a.revision - b.revision) : a.stream < b.stream ? -1 : 1));

describe('all policies together', () => {
  it('give the same events when four hundred days are played one by one and when they are not', async () => {
    const [daily, late] = [await portfolio(), await portfolio()];
    const before = daily.store.log.length;
    for (let after = 0; after <= 400; after += 1) await daily.dayIs(day(after));
    for (const after of [0, 7, 130, 400]) await late.dayIs(day(after));
    expect(consequences(late)).toEqual(consequences(daily));
    const types = new Set(daily.store.log.slice(before).map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'CountryAlertRaised',
      'CountryAlertsRaised',
      'GradeOverrideEnded',
      'InvoiceFellOverdue',
      'LimitChangeApproved',
      'LimitChangeProposed',
      'LimitExpired',
      'LimitIncreased',
      'LimitReduced',
      'LimitRuleRun',
      'OrderChecked',
      'ReviewFellOverdue',
      'ReviewScheduled',
      'SecurityExpired',
      'TemporaryLimitEnded',
      'ThresholdsAssessed',
    ]);
    expect(daily.refused).toEqual([]);
  });
});
