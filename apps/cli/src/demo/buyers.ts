import type { Random } from './random';

/** How a buyer of the sample behaves. */
export interface SampleBuyer {
  readonly buyerId: string;
  readonly legalName: string;
  readonly country: string;
  readonly currency: string;
  readonly sector: string;
  readonly termsDays: number;
  /** Invoices a month. */
  readonly frequency: number;
  /** Of an invoice, in minor units. */
  readonly typicalMinor: number;
  /** Days after the due date, on average; negative when the buyer pays early. */
  readonly lateness: number;
  /** Share of invoices that it disputes. */
  readonly disputes: number;
  /** Pays nothing that falls due in or after the month, when given: `2024-11`. */
  readonly stopsPaying?: string;
}

const MARKETS = [
  { country: 'DE', currency: 'EUR', form: 'GmbH' },
  { country: 'FR', currency: 'EUR', form: 'SARL' },
  { country: 'IT', currency: 'EUR', form: 'S.r.l.' },
  { country: 'NL', currency: 'EUR', form: 'B.V.' },
  { country: 'US', currency: 'USD', form: 'Inc.' },
  { country: 'SG', currency: 'USD', form: 'Pte. Ltd.' },
  { country: 'GB', currency: 'GBP', form: 'Ltd' },
] as const;

const FIRST = ['Alder', 'Birch', 'Cedar', 'Dover', 'Ember', 'Falcon', 'Garnet', 'Harbour', 'Iris', 'Juniper'] as const;
const SECOND = ['Foods', 'Machines', 'Textiles', 'Trading'] as const;
const SECTORS = ['food', 'machinery', 'textiles', 'wholesale'] as const;

const TEMPERS = [
  { lateness: -3, disputes: 0.01 },
  { lateness: 0, disputes: 0.02 },
  { lateness: 6, disputes: 0.04 },
  { lateness: 18, disputes: 0.06 },
  { lateness: 40, disputes: 0.12 },
] as const;

/** One buyer of each name; every twentieth stops paying during the second year. */
export const sampleBuyers = (random: Random): SampleBuyer[] =>
  FIRST.flatMap((first, row) =>
    SECOND.map((second, column): SampleBuyer => {
      const index = row * SECOND.length + column;
      const { country, currency, form } = random.pick(MARKETS);
      return {
        buyerId: `B${String(index + 1).padStart(2, '0')}`,
        legalName: `${first} ${second} ${form}`,
        country,
        currency,
        sector: SECTORS[column]!,
        termsDays: random.pick([14, 30, 30, 45, 60]),
        frequency: random.between(1, 7),
        typicalMinor: random.between(400, 12_000) * 100,
        ...random.pick(TEMPERS),
        stopsPaying: index % 20 === 11 ? `2025-0${1 + (index % 3)}` : undefined,
      };
    }),
  );
