import { isoOf } from './receivables';

const START = Date.UTC(2012, 0, 2) / 86_400_000;
const DAYS = 700;
const TERMS_DAYS = 30;

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const slashed = (day: number): string => {
  const [year, month, date] = isoOf(day).split('-').map(Number);
  return `${month}/${date}/${year}`;
};

/**
 * A CSV of late-payment histories: invoices of two years at terms of 30 days, most paid in full around the due day, some long
 * after, a few never; some disputed. Every buyer pays in a way of its own. The same seed gives the same file.
 */
export const generateReceivables = ({ seed, rows, buyers }: { seed: number; rows: number; buyers: number }): string => {
  const random = randomFrom(seed);
  const customers = Array.from({ length: buyers }, (_, index) => ({
    id: `${String(1000 + index * 37).padStart(4, '0')}-${'ABCDEFGHJK'[index % 10]}QX${index}`,
    country: ['391', '818', '897'][Math.floor(random() * 3)],
    slowness: random() * 40 - 15,
    quarrelsome: random() * 0.4,
    paperless: START + Math.floor(random() * DAYS),
  }));
  const lines = Array.from({ length: rows }, (_, index) => {
    const customer = customers[Math.floor(random() * buyers)]!;
    const issued = START + Math.floor(random() * DAYS);
    const due = issued + TERMS_DAYS;
    const cents = 500 + Math.floor(random() ** 2 * 15_000);
    const disputed = random() < customer.quarrelsome;
    const paid = random() < 0.97;
    const settled = Math.max(
      issued,
      due + Math.round(customer.slowness + (random() - 0.5) * 30 + (disputed ? 25 : 0) + random() ** 12 * 200),
    );
    return [
      customer.country,
      customer.id,
      slashed(customer.paperless),
      String(90_000 + index * 7919).padStart(10, '0'),
      slashed(issued),
      slashed(due),
      cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2),
      disputed ? 'Yes' : 'No',
      paid ? slashed(settled) : '',
      issued < customer.paperless ? 'Paper' : 'Electronic',
      paid ? settled - issued : '',
      paid ? Math.max(0, settled - due) : '',
    ].join(',');
  });
  return [
    'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate',
    ...lines,
    '',
  ].join('\n');
};
