import { AgingTable, type AgingSum } from './aging-table';
import { labels } from './aging.query';

const sum = (key: string, bucket: number, openMinor: bigint, more: Partial<AgingSum['group']> = {}): AgingSum => ({
  group: { key, currency: 'EUR', bucket, ...more },
  openMinor,
  disputedMinor: 0n,
});

describe('the aging table', () => {
  it('puts sums into their buckets, what is unapplied beside them and negative', () => {
    const table = new AgingTable(3, [sum('B1', 0, 100n), sum('B1', 2, 50n), sum('B1', -1, 30n)]);
    expect(table.entries()).toEqual([{ key: 'B1', currency: 'EUR', amounts: [100n, 0n, 50n], disputed: 0n, unapplied: -30n }]);
  });

  it('never adds unlike currencies', () => {
    const table = new AgingTable(3, [sum('B1', 0, 1n, { currency: 'USD' }), sum('B1', 0, 2n), sum('B2', 1, 4n)]);
    expect(table.entries()).toHaveLength(3);
    expect(table.totals()).toEqual([
      { currency: 'EUR', amounts: [2n, 4n, 0n], disputed: 0n, unapplied: 0n },
      { currency: 'USD', amounts: [1n, 0n, 0n], disputed: 0n, unapplied: 0n },
    ]);
  });

  it('keeps items of different kinds apart that have the same id', () => {
    const of = (kind: string) => ({ buyer: 'B1', kind });
    expect(new AgingTable(3, [sum('X', 0, 1n, of('invoice')), sum('X', -1, 1n, of('payment'))]).entries()).toHaveLength(2);
  });

  it('leaves out rows of zeros, not rows that come to zero', () => {
    const table = new AgingTable(3, [sum('B1', 0, 0n), sum('B2', 0, 5n), sum('B2', -1, 5n)]);
    expect(table.entries().map(({ key }) => key)).toEqual(['B2']);
  });
});

describe('the labels of buckets', () => {
  it.each([
    [
      [30, 60, 90, 120],
      ['notDue', '1-30', '31-60', '61-90', '91-120', '121+'],
    ],
    [[7], ['notDue', '1-7', '8+']],
    [
      [1, 2],
      ['notDue', '1-1', '2-2', '3+'],
    ],
  ])('%j', (buckets, expected) => expect(labels(buckets)).toEqual(expected));
});
