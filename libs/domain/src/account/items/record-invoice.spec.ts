import { amount } from '../../../../../test/spec/given-when-then';
import {
  buyerHeld,
  fraudFlagged,
  given,
  invoiceIssued,
  invoiceRecorded,
  limitGranted,
  limitWithdrawn,
  orderBilled,
  orderDeclined,
  orderHeld,
  orderSubmitted,
  recordInvoice,
  standing,
} from '../../../../../test/spec/account';

describe('RecordInvoice', () => {
  it('puts an invoice on the account that needs no limit', () =>
    given()
      .when(recordInvoice('I1', '400.00', { reference: 'PO 1' }))
      .then(invoiceRecorded('I1', '400.00', { reference: 'PO 1' })));

  it('is never refused for credit', () => {
    given(limitGranted('100.00')).when(recordInvoice('I1', '400.00')).then(invoiceRecorded('I1', '400.00'));
    given(limitGranted('100.00'), limitWithdrawn('2026-01-01'))
      .when(recordInvoice('I1', '400.00'))
      .then(invoiceRecorded('I1', '400.00'));
    given(limitGranted('500.00', { maxTermsDays: 7 }))
      .when(recordInvoice('I1', '400.00'))
      .then(invoiceRecorded('I1', '400.00'));
  });

  it('is a fact whatever stands against the buyer', () =>
    given(buyerHeld('2026-01-10'), fraudFlagged('F1')).when(recordInvoice('I1', '400.00')).then(invoiceRecorded('I1', '400.00')));

  describe('of an order', () => {
    const ordered = [limitGranted('100.00'), orderSubmitted('O1', '100.00')];
    const billed = (sum: string, fromOrder: string, details: object = {}) =>
      invoiceRecorded('I1', sum, { orderId: 'O1', fromOrder: amount(fromOrder), ...details });

    it('takes over what is left of it, and shows what is above', () => {
      given(...ordered)
        .when(recordInvoice('I1', '60.00', { orderId: 'O1' }))
        .then(billed('60.00', '60.00'));
      given(...ordered, orderBilled('O1', 'I0', '60.00'))
        .when(recordInvoice('I1', '100.01', { orderId: 'O1' }))
        .then(billed('100.01', '40.00'));
      expect(standing(given(...ordered, billed('100.01', '100.00')).state).used).toBe('100.01');
    });

    it('may say that nothing more will be billed', () =>
      given(...ordered)
        .when(recordInvoice('I1', '60.00', { orderId: 'O1', finalForOrder: true }))
        .then(billed('60.00', '60.00', { finalForOrder: true })));

    it('takes from one that is held, and nothing from one that is declined', () => {
      const held = orderHeld('O1', '100.00');
      given(held)
        .when(recordInvoice('I1', '60.00', { orderId: 'O1' }))
        .then(billed('60.00', '60.00'));
      given(held, orderDeclined('O1'))
        .when(recordInvoice('I1', '60.00', { orderId: 'O1' }))
        .then(billed('60.00', '0.00'));
    });

    it('takes nothing from one that is not known, and keeps its id', () =>
      given(...ordered)
        .when(recordInvoice('I1', '60.00', { orderId: 'O9', finalForOrder: true }))
        .then(invoiceRecorded('I1', '60.00', { orderId: 'O9', finalForOrder: true })));
  });

  it('is refused on a duplicate', () =>
    given().knowing({ mergedInto: 'B1' }).when(recordInvoice('I1', '1.00')).refused('BUYER_MERGED', { buyerId: 'B1' }));

  it('is refused when it is on the account already', () =>
    given(invoiceIssued('I1', '1.00')).when(recordInvoice('I1', '400.00')).refused('INVOICE_EXISTS', { invoiceId: 'I1' }));

  it('is refused in another currency', () =>
    given(invoiceRecorded('I1', '100 JPY'))
      .when(recordInvoice('I2', '400.00'))
      .refused('CURRENCY_MISMATCH', { expected: 'JPY' }));

  it('is refused when due before it is issued', () =>
    given()
      .when(recordInvoice('I1', '1.00', { dueOn: '2026-01-09' }))
      .refused('DUE_BEFORE_ISSUE'));
});
