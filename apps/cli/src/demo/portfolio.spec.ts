import { LAST_DAY, samplePortfolio } from './portfolio';

const commands = samplePortfolio(1);
const of = (name: string) => commands.filter(({ command }) => command === name);

describe('the sample portfolio', () => {
  it('is the same for a seed and another for another', () => {
    expect(samplePortfolio(1)).toEqual(commands);
    expect(samplePortfolio(2)).not.toEqual(commands);
  });

  it('has some thousands of invoices of forty buyers, and one that is told of, in several countries and three currencies', () => {
    expect(of('RegisterBuyer')).toHaveLength(41);
    expect(of('RecordInvoice').length).toBeGreaterThan(2000);
    expect(new Set(of('RegisterBuyer').map(({ payload }) => payload.country)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(of('GrantLimit').map(({ payload }) => (payload.amount as { currency: string }).currency)).size).toBe(3);
  });

  it.each(['RecordPayment', 'IssueCreditNote', 'RaiseDispute', 'ResolveDispute', 'ReversePayment', 'WriteOffInvoice'])(
    'has invoices that met with %s',
    (name) => expect(of(name).length).toBeGreaterThan(2),
  );

  it('has a claim for invoices whose buyer stopped paying', () =>
    expect(of('FileClaim')[0]?.payload.invoiceIds).not.toHaveLength(0));

  it('runs in the order of its days, up to the last', () => {
    const days = commands.map(({ on }) => on);
    expect(days).toEqual([...days].sort());
    expect(days.at(-1)! <= LAST_DAY).toBe(true);
  });
});
