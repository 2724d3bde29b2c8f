import { generateReceivables } from './generate';
import { agingByBuyer, countbackDso, decimal, monthEnds, readReceivables } from './receivables';

const HEAD =
  'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate';
const file = (...lines: readonly string[]) => readReceivables([HEAD, ...lines].join('\n'));

describe('the oracle', () => {
  const one = file('391,B1,4/6/2013,0001,1/2/2013,2/1/2013,55.9,Yes,3/15/2013,Paper,72,42');

  it.each([
    ['2013-01-01', undefined],
    ['2013-01-02', ['55.90', '0.00', '0.00', '0.00']],
    ['2013-02-01', ['55.90', '0.00', '0.00', '55.90']],
    ['2013-02-02', ['0.00', '55.90', '0.00', '55.90']],
    ['2013-03-03', ['0.00', '55.90', '0.00', '55.90']],
    ['2013-03-04', ['0.00', '0.00', '55.90', '55.90']],
    ['2013-03-15', undefined],
  ])('ages one disputed invoice on %s', (asOf, expected) => {
    const aging = agingByBuyer(one, asOf).get('B1');
    expect(aging && [...aging.amounts.slice(0, 3), aging.disputed].map(decimal)).toEqual(expected);
  });

  it('counts days back over the months, the oldest one in part (212,000 over 100,000, 80,000 and 70,000: 31 + 28 + 14.17 days)', () => {
    const rows = file(
      '391,B1,1/1/2013,1,1/10/2013,2/9/2013,38000,No,2/1/2013,Paper,,',
      '391,B1,1/1/2013,2,1/11/2013,2/10/2013,32000,No,,Paper,,',
      '391,B1,1/1/2013,3,2/10/2013,3/9/2013,80000,No,,Paper,,',
      '391,B1,1/1/2013,4,3/10/2013,4/9/2013,100000,No,,Paper,,',
    );
    expect(countbackDso(rows, '2013-03-31')).toEqual({ hundredths: 7317n, receivables: 21_200_000n });
  });

  it('has no countback when a month without sales stands in the way', () => {
    const rows = file(
      '391,B1,1/1/2013,1,1/10/2013,2/9/2013,10,No,,Paper,,',
      '391,B1,1/1/2013,2,3/10/2013,4/9/2013,5,No,,Paper,,',
    );
    expect(countbackDso(rows, '2013-03-31').hundredths).toBeNull();
  });

  it('names month ends over the turn of a year', () =>
    expect(monthEnds('2011-12', '2012-02')).toEqual(['2011-12-31', '2012-01-31', '2012-02-29']));
});

describe('the generated file', () => {
  it('is the same for the same seed and has rows of every kind', () => {
    const csv = generateReceivables({ seed: 7, rows: 500, buyers: 20 });
    expect(csv).toBe(generateReceivables({ seed: 7, rows: 500, buyers: 20 }));
    const rows = readReceivables(csv);
    expect(rows).toHaveLength(500);
    expect(new Set(rows.map(({ invoice }) => invoice)).size).toBe(500);
    expect(rows.filter(({ settled }) => settled === undefined).length).toBeGreaterThan(5);
    expect(rows.filter(({ settled, due }) => settled !== undefined && settled > due + 60).length).toBeGreaterThan(5);
    expect(rows.filter(({ disputed }) => disputed).length).toBeGreaterThan(30);
  });
});
