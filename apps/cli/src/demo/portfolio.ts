import { addDays, type CalendarDate } from '@usance/domain';
import { sampleBuyers, type SampleBuyer } from './buyers';
import { creditStory } from './credit-story';
import { amountOf, lifeOf, type SampleCommand, type SampleInvoice } from './invoice-life';
import { randomFrom, type Random } from './random';

/** Two years of business: the first day, and the last, on which the sample is looked at. */
export const FIRST_DAY: CalendarDate = '2024-01-01';
export const LAST_DAY: CalendarDate = '2025-12-31';

const POLICY = { policyId: 'POL-1', insurer: 'Sample Credit Insurance' };
const WAITING_DAYS = 180;

/**
 * A made-up portfolio: forty buyers in seven countries, some thousands of invoices over two years, and what became of them.
 * In the order of its days; the same seed gives the same portfolio.
 */
export const samplePortfolio = (seed: number): SampleCommand[] => {
  const random = randomFrom(seed);
  const buyers = sampleBuyers(random);
  const invoices = buyers.flatMap((buyer) => invoicesOf(buyer, random));
  const lives = invoices.map((invoice) => ({ invoice, steps: lifeOf(invoice, random) }));
  const commands = [
    ...buyers.flatMap(opening),
    ...lives.flatMap(({ steps }) => steps),
    ...advances(buyers, random),
    ...insurance(lives),
    ...creditStory(),
  ];
  return commands.filter(({ on }) => on <= LAST_DAY).sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
};

const invoicesOf = (buyer: SampleBuyer, random: Random): SampleInvoice[] => {
  const invoices: SampleInvoice[] = [];
  const gap = Math.round(60 / buyer.frequency);
  for (let day = addDays(FIRST_DAY, random.between(1, gap)); day <= LAST_DAY; day = addDays(day, random.between(1, gap)))
    invoices.push({
      invoiceId: `${buyer.buyerId}-${String(invoices.length + 1).padStart(4, '0')}`,
      buyer,
      minor: Math.max(5000, Math.round(buyer.typicalMinor * (0.3 + random.unit() * 1.4))),
      issuedOn: day,
      dueOn: addDays(day, buyer.termsDays),
    });
  return invoices;
};

/** The buyer's file and a limit that carries about two months of its turnover. */
const opening = ({ buyerId, legalName, country, sector, currency, frequency, typicalMinor }: SampleBuyer): SampleCommand[] => {
  const amount = amountOf(Math.ceil((frequency * typicalMinor * 2.2) / 100_000) * 100_000, currency);
  return [
    { on: FIRST_DAY, command: 'RegisterBuyer', payload: { buyerId, legalName, country, sector } },
    {
      on: FIRST_DAY,
      command: 'GrantLimit',
      payload: { buyerId, amount, validFrom: FIRST_DAY, reason: 'opening of the account' },
    },
  ];
};

/** Money on account that nothing has been allocated to yet. */
const advances = (buyers: readonly SampleBuyer[], random: Random): SampleCommand[] =>
  buyers
    .filter(() => random.chance(0.2))
    .map(({ buyerId, currency, typicalMinor }) => {
      const on = addDays(LAST_DAY, -random.between(5, 40));
      const amount = amountOf(Math.floor(typicalMinor / 3), currency);
      return {
        on,
        command: 'RecordPayment',
        payload: { buyerId, paymentId: `ADV-${buyerId}`, amount, paidOn: on, allocations: [] },
      };
    });

/** A policy in the currency of the first buyer that stopped paying, and a claim for what it owes once the waiting period is over. */
const insurance = (
  lives: readonly { readonly invoice: SampleInvoice; readonly steps: readonly SampleCommand[] }[],
): SampleCommand[] => {
  const unpaid = lives.filter(
    ({ invoice: { buyer, dueOn }, steps }) => buyer.stopsPaying && dueOn >= buyer.stopsPaying && steps.length === 1,
  );
  const first = unpaid[0]?.invoice;
  if (!first) return [];
  const filedOn = addDays(LAST_DAY, -20);
  const claimed = unpaid
    .map(({ invoice }) => invoice)
    .filter(({ buyer, dueOn }) => buyer === first.buyer && addDays(dueOn, WAITING_DAYS + 1) <= filedOn);
  const terms = {
    ...POLICY,
    currency: first.buyer.currency,
    periodFrom: FIRST_DAY,
    periodTo: LAST_DAY,
    insuredShare: '0.90',
    maximumLiability: amountOf(100_000_000, first.buyer.currency),
    maxTermsDays: 90,
    maximumExtensionDays: 60,
    waitingPeriodDays: WAITING_DAYS,
  };
  const claim = {
    claimId: 'CLM-1',
    policyId: POLICY.policyId,
    buyerId: first.buyer.buyerId,
    cause: 'protracted_default',
    invoiceIds: claimed.map(({ invoiceId }) => invoiceId),
    filedOn,
  };
  return [
    { on: FIRST_DAY, command: 'BindPolicy', payload: terms },
    { on: filedOn, command: 'FileClaim', payload: claim },
  ];
};
