import { columnsOf, MapFault, readImportMap } from './import-map';

const MINIMAL = `
dates: YYYY-MM-DD
currency: { text: EUR }
buyer: { id: Customer, legalName: Name, country: Country }
invoice: { id: Number, amount: Amount, issuedOn: Issued, dueOn: Due }
`;

describe('an import map', () => {
  it('has defaults for what most files share', () =>
    expect(readImportMap(MINIMAL)).toMatchObject({ delimiter: ',', amounts: { decimal: '.' }, payment: undefined }));

  it('knows the columns that it reads', () =>
    expect(
      columnsOf(
        readImportMap(
          `${MINIMAL}payment: { id: { template: 'P-{Number}/{Batch}' }, amount: Paid, paidOn: { latestOf: [PaidOn, { column: Booked }] } }`,
        ),
      ),
    ).toEqual(['Customer', 'Name', 'Country', 'Number', 'Amount', 'Issued', 'Due', 'Batch', 'Paid', 'PaidOn', 'Booked']));

  it.each([
    ['dates: YYYY-MM-DD', /currency: missing\n.*buyer: missing\n.*invoice: missing/],
    [MINIMAL.replace('YYYY-MM-DD', 'MM/YYYY'), /dates: expected a form such as/],
    [MINIMAL.replace('EUR', 'EURO'), /currency: expected an ISO 4217 currency/],
    [`${MINIMAL}invoices: {}`, /invoices: unknown field \(known: dates, /],
    [
      MINIMAL.replace('issuedOn: Issued', 'issuedOn: { column: Issued, plusDays: soon }'),
      /invoice\.issuedOn\.plusDays: expected a whole number of days/,
    ],
    [
      MINIMAL.replace('country: Country', 'country: { column: Country, codes: { Norway: false } }'),
      /buyer\.country\.codes\.Norway: expected a text/,
    ],
    [MINIMAL.replace('id: Customer', 'id: { kolumn: Customer }'), /buyer\.id: expected a column, \{column, codes\?, default\?\}/],
    ['a: [', /The map cannot be used/],
  ])('says what is wrong with %j', (yaml, message) => {
    expect(() => readImportMap(yaml)).toThrow(MapFault);
    expect(() => readImportMap(yaml)).toThrow(message);
  });
});
