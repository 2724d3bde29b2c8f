import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readImportMap, type ImportMap } from './import-map';
import { FileFault, ImportPlan } from './import-plan';

const example = readFileSync(join(__dirname, '../../examples/late-payments.map.yaml'), 'utf8');
const HEAD = 'countryCode,customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate';

const planOf = (rows: readonly string[], map: ImportMap = readImportMap(example), head = HEAD) =>
  ImportPlan.read(Readable.from([[head, ...rows, ''].join('\n')]), map, 'acme');
const sent = (plan: ImportPlan) =>
  [...plan.commands()].map(({ line: { command, payload } }) => [
    command,
    payload.invoiceId ?? payload.paymentId ?? payload.buyerId,
  ]);

describe('an import', () => {
  it('puts commands in date order: buyers first, then each day its invoices, disputes, their ends and payments', async () => {
    const plan = await planOf(['391,B1,I2,3/1/2013,3/31/2013,20,Yes,4/5/2013', '818,B2,I1,1/2/2013,2/1/2013,10,No,3/1/2013']);
    expect(sent(plan)).toEqual([
      ['RegisterBuyer', 'B1'],
      ['RegisterBuyer', 'B2'],
      ['RecordInvoice', 'I1'],
      ['RecordInvoice', 'I2'],
      ['RecordPayment', 'PAY-I1'],
      ['RaiseDispute', 'I2'],
      ['ResolveDispute', 'I2'],
      ['RecordPayment', 'PAY-I2'],
    ]);
  });

  it('makes whole commands, with keys that are the same the next time', async () => {
    const [buyer, invoice, dispute, , payment] = [
      ...(await planOf(['391,B1,001,1/2/2013,2/1/2013,55.9,Yes,1/15/2013'])).commands(),
    ];
    expect(buyer?.line).toEqual({
      command: 'RegisterBuyer',
      idempotencyKey: 'import/acme/RegisterBuyer/B1',
      payload: { buyerId: 'B1', legalName: 'B1', country: 'IT' },
    });
    expect(invoice?.line).toEqual({
      command: 'RecordInvoice',
      idempotencyKey: 'import/acme/RecordInvoice/B1/001',
      payload: {
        buyerId: 'B1',
        invoiceId: '001',
        amount: { amount: '55.9', currency: 'USD' },
        issuedOn: '2013-01-02',
        dueOn: '2013-02-01',
      },
    });
    expect(dispute?.line.payload).toMatchObject({ raisedOn: '2013-01-14' });
    expect(payment?.line.payload).toMatchObject({
      paymentId: 'PAY-001',
      paidOn: '2013-01-15',
      allocations: [{ invoiceId: '001', amount: { amount: '55.9', currency: 'USD' } }],
    });
  });

  it('never puts a dispute or a payment before its invoice', async () => {
    const plan = await planOf(['391,B1,I1,1/2/2013,2/1/2013,10,Yes,1/2/2013']);
    expect(sent(plan).map(([command]) => command)).toEqual([
      'RegisterBuyer',
      'RecordInvoice',
      'RaiseDispute',
      'ResolveDispute',
      'RecordPayment',
    ]);
  });

  it('leaves what is not settled open, its dispute too', async () => {
    const plan = await planOf(['391,B1,I1,1/2/2013,2/1/2013,10,Yes,']);
    expect(sent(plan).map(([command]) => command)).toEqual(['RegisterBuyer', 'RecordInvoice', 'RaiseDispute']);
  });

  it.each([
    ['391,B1,I1,13/2/2013,2/1/2013,10,No,', 'invoice.issuedOn: "13/2/2013" is no date of the form M/D/YYYY (column InvoiceDate)'],
    ['391,B1,I1,2/30/2013,3/1/2013,10,No,', 'invoice.issuedOn: "2/30/2013" is no date of the form M/D/YYYY (column InvoiceDate)'],
    [
      '391,B1,I1,1/2/2013,2/1/2013,10.123,No,',
      'invoice.amount: "10.123" is no amount of USD: too many digits (column InvoiceAmount)',
    ],
    ['391,B1,I1,1/2/2013,2/1/2013,-5,No,', 'invoice.amount: "-5" is no amount of USD: not a decimal (column InvoiceAmount)'],
    ['392,B1,I1,1/2/2013,2/1/2013,10,No,', 'buyer.country: the code table has no entry for "392" (column countryCode)'],
    ['391,,I1,1/2/2013,2/1/2013,10,No,', 'buyer.id: is empty'],
  ])('rejects the row %s and goes on', async (row, detail) => {
    const plan = await planOf([row, '391,B1,I9,1/2/2013,2/1/2013,10,No,']);
    expect(plan.faults).toEqual([{ line: 2, values: row.split(','), code: 'ROW_NOT_UNDERSTOOD', detail }]);
    expect(sent(plan)).toEqual([
      ['RegisterBuyer', 'B1'],
      ['RecordInvoice', 'I9'],
    ]);
  });

  it('turns away a file without the columns that the map names', async () => {
    await expect(planOf(['1'], undefined, 'countryCode')).rejects.toThrow(FileFault);
    await expect(planOf(['1'], undefined, 'countryCode')).rejects.toThrow(/no column customerID, invoiceNumber/);
  });

  it('reads amounts and dates of another style, limits, and payments without an allocation', async () => {
    const map = readImportMap(`
dates: DD.MM.YYYY
delimiter: ';'
amounts: { decimal: ',', thousands: '.' }
currency: Cur
buyer: { id: Cust, legalName: Name, country: { column: Ctry, default: DE } }
limit: { amount: Limit, validFrom: { text: 2013-01-01 } }
invoice: { id: No, amount: Gross, issuedOn: Date, dueOn: { column: Date, plusDays: 14 } }
payment: { id: Receipt, amount: Gross, paidOn: Paid, allocate: oldest }
`);
    const plan = await planOf(
      ['7;Seven & Co;;EUR;10.000;A-1;1.234,50;28.02.2013;R1;01.04.2013'],
      map,
      'Cust;Name;Ctry;Cur;Limit;No;Gross;Date;Receipt;Paid',
    );
    expect(plan.faults).toEqual([]);
    expect([...plan.commands()].map(({ line }) => line.payload)).toEqual([
      { buyerId: '7', legalName: 'Seven & Co', country: 'DE' },
      { buyerId: '7', amount: { amount: '10000', currency: 'EUR' }, validFrom: '2013-01-01' },
      {
        buyerId: '7',
        invoiceId: 'A-1',
        amount: { amount: '1234.50', currency: 'EUR' },
        issuedOn: '2013-02-28',
        dueOn: '2013-03-14',
      },
      { buyerId: '7', paymentId: 'R1', amount: { amount: '1234.50', currency: 'EUR' }, paidOn: '2013-04-01' },
    ]);
  });
});
