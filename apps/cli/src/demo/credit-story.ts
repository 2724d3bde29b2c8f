import type { CalendarDate } from '@usance/domain';
import { amountOf, type SampleCommand } from './invoice-life';

/** The buyer whose way from registration to a released order is told; it is none of the sampled ones. */
export const NOVA = 'NOVA';

const eur = (whole: number) => amountOf(whole * 100, 'EUR');
const of = (on: CalendarDate, command: string, payload: object): SampleCommand => ({ on, command, payload: { ...payload } });
const nova = (on: CalendarDate, command: string, payload: object): SampleCommand =>
  of(on, command, { buyerId: NOVA, ...payload });

/** A cautious policy in euros: 100,000.00 for the best grade, 10,000.00 less for each that is worse, a quarter of it at first. */
const POLICY = {
  publishedOn: '2025-09-01',
  currency: 'EUR',
  grades: Array.from({ length: 10 }, (_, index) => ({
    grade: index + 1,
    maxLimit: eur((10 - index) * 10_000),
    initialLimit: eur((10 - index) * 2_500),
    maxTermsDays: index < 5 ? 60 : 30,
    reviewEveryDays: index < 3 ? 180 : 90,
  })),
  approvals: [
    { level: 'clerk', upTo: eur(5_000) },
    { level: 'supervisor', upTo: eur(20_000) },
    { level: 'manager', upTo: eur(50_000) },
    { level: 'director' },
  ],
  partialGrants: false,
  hold: { oldestOverdueDays: 15, overdueShare: '0.50', worstGrade: 8 },
  thresholds: {
    utilisation: ['0.75', '0.90', '1'],
    daysOverdue: [1, 15, 30],
    overdueShare: ['0.25', '0.50', '0.75'],
    gradeDrop: [1, 2, 3],
  },
  hysteresis: '0.05',
  review: { keyAccountDays: 92, freezeWhenOverdue: true },
  orderHorizonDays: 60,
  monitoring: [
    { sector: 'retail', everyDays: 7 },
    { sector: '*', everyDays: 30 },
  ],
  contract: { required: [], onMissing: 'warn' },
};

const fact = (name: string, value: string): SampleCommand =>
  nova('2025-09-02', 'RecordBuyerFact', { fact: name, value, source: 'annual report 2024', asOf: '2024-12-31' });

const manager = { name: 'M. Keller', level: 'manager' };
const director = { name: 'D. Roth', level: 'director' };

/**
 * Credit as it is given: a policy is published, a buyer scored; a request is decided at once and another referred; an order goes
 * through, one is held and released; an invoice grows old and raises alerts; an override of the grade and a guarantee end by themselves.
 */
export const creditStory = (): SampleCommand[] => [...opening(), ...orders(), ...troubles()];

/** From the policy to the first limit. */
const opening = (): SampleCommand[] => [
  of('2025-09-01', 'PublishCreditPolicy', POLICY),
  of('2025-09-01', 'RecordCountryRating', {
    country: 'DE',
    grade: 'AA',
    level: 1,
    effectiveOn: '2025-09-01',
    source: 'country report',
  }),
  nova('2025-09-02', 'RegisterBuyer', {
    legalName: 'Nova Retail GmbH',
    country: 'DE',
    registrationId: 'HRB 90210',
    sector: 'retail',
  }),
  fact('currentRatio', '1.8'),
  fact('debtToEquity', '0.9'),
  fact('netMargin', '0.06'),
  fact('adverseRecords', '0'),
  fact('yearsInBusiness', '12'),
  nova('2025-09-03', 'ScoreBuyer', { scoredOn: '2025-09-03' }),
  nova('2025-09-04', 'RequestLimit', {
    requestId: 'R1',
    amount: eur(15_000),
    termsDays: 30,
    kind: 'new',
    requestedOn: '2025-09-04',
  }),
];

/** An order that goes through, and one that is held and released, on a limit that becomes too small. */
const orders = (): SampleCommand[] => [
  nova('2025-09-15', 'SubmitOrder', { orderId: 'O1', amount: eur(12_000), orderedOn: '2025-09-15', shipBy: '2025-09-30' }),
  nova('2025-09-24', 'ShipOrder', { orderId: 'O1', shipmentId: 'S1', amount: eur(12_000), shippedOn: '2025-09-24' }),
  nova('2025-09-25', 'IssueInvoice', {
    invoiceId: 'NOVA-1',
    amount: eur(12_000),
    issuedOn: '2025-09-25',
    dueOn: '2025-10-25',
    orderId: 'O1',
    finalForOrder: true,
  }),
  nova('2025-10-06', 'SubmitOrder', { orderId: 'O2', amount: eur(9_000), orderedOn: '2025-10-06', shipBy: '2025-10-31' }),
  nova('2025-10-07', 'ReleaseOrder', {
    orderId: 'O2',
    approver: manager,
    reason: 'seasonal stock, pays on time',
    releasedOn: '2025-10-07',
  }),
  nova('2025-10-08', 'RequestLimit', {
    requestId: 'R2',
    amount: eur(90_000),
    termsDays: 45,
    kind: 'increase',
    requestedOn: '2025-10-08',
  }),
  nova('2025-10-10', 'DecideLimit', {
    requestId: 'R2',
    outcome: 'conditional',
    amount: eur(25_000),
    termsDays: 30,
    validFrom: '2025-10-10',
    conditions: ['a bank guarantee of 10,000.00 EUR'],
    approver: manager,
    decidedOn: '2025-10-10',
  }),
];

/** What is noticed, and what ends by itself. */
const troubles = (): SampleCommand[] => [
  nova('2025-10-13', 'RecordSecurity', {
    securityId: 'G1',
    kind: 'bank_guarantee',
    amount: eur(10_000),
    issuer: 'Hansebank',
    validFrom: '2025-10-13',
    validTo: '2025-12-15',
  }),
  nova('2025-11-03', 'OverrideGrade', {
    grade: 6,
    reason: 'change of owner',
    approver: director,
    validFrom: '2025-11-03',
    validTo: '2025-11-30',
  }),
  nova('2025-11-05', 'RecordSignal', {
    signalId: 'PRESS-1',
    kind: 'adverse_press',
    severity: 'warning',
    observedOn: '2025-11-05',
    source: 'trade press',
  }),
  nova('2025-11-20', 'SubmitOrder', { orderId: 'O3', amount: eur(4_000), orderedOn: '2025-11-20' }),
];
