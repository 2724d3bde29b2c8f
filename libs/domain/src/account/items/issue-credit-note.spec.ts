import {
  allocated,
  creditNoteIssued,
  given,
  invoiceCancelled,
  invoiceIssued,
  issueCreditNote,
  limitGranted,
  paidAndBounced,
  paymentRecorded,
  standing,
} from '../../../../../test/spec/account';

describe('IssueCreditNote', () => {
  const issued = [limitGranted('1000.00'), invoiceIssued('I1', '400.00')];

  it('comes off its invoice', () =>
    given(...issued)
      .when(issueCreditNote('C1', '150.00', { invoiceId: 'I1' }))
      .then(creditNoteIssued('C1', '150.00', { invoiceId: 'I1', allocations: [allocated('I1', '150.00')] })));

  it('counts from the invoice’s day of issue at the earliest', () =>
    given(...issued)
      .when(issueCreditNote('C1', '150.00', { invoiceId: 'I1', issuedOn: '2026-01-05' }))
      .then(
        creditNoteIssued('C1', '150.00', {
          invoiceId: 'I1',
          issuedOn: '2026-01-05',
          allocations: [allocated('I1', '150.00', '2026-01-10')],
        }),
      ));

  it('counts from the day from which the invoice is open again at the earliest', () =>
    given(...issued, ...paidAndBounced('I1', '400.00'))
      .when(issueCreditNote('C1', '150.00', { invoiceId: 'I1', issuedOn: '2026-02-16' }))
      .then(
        creditNoteIssued('C1', '150.00', {
          invoiceId: 'I1',
          issuedOn: '2026-02-16',
          allocations: [allocated('I1', '150.00', '2026-02-20')],
        }),
      ));

  it('leaves unapplied what is above the open amount', () => {
    const paid = [...issued, paymentRecorded('P1', '300.00', [allocated('I1', '300.00')])];
    const note = creditNoteIssued('C1', '150.00', { invoiceId: 'I1', allocations: [allocated('I1', '100.00')] });
    given(...paid)
      .when(issueCreditNote('C1', '150.00', { invoiceId: 'I1' }))
      .then(note);
    expect(standing(given(...paid, note).state)).toMatchObject({ open: {}, unapplied: '50.00', used: '-50.00' });
  });

  it('is all unapplied without an invoice', () =>
    given(...issued)
      .when(issueCreditNote('C1', '50.00'))
      .then(creditNoteIssued('C1', '50.00')));

  it('is all unapplied when its invoice is settled or cancelled', () => {
    const unapplied = creditNoteIssued('C1', '50.00', { invoiceId: 'I1' });
    given(...issued, paymentRecorded('P1', '400.00', [allocated('I1', '400.00')]))
      .when(issueCreditNote('C1', '50.00', { invoiceId: 'I1' }))
      .then(unapplied);
    given(...issued, invoiceCancelled('I1', '400.00'))
      .when(issueCreditNote('C1', '50.00', { invoiceId: 'I1' }))
      .then(unapplied);
  });

  it('is refused when it is on the account already', () =>
    given(creditNoteIssued('C1', '50.00'))
      .when(issueCreditNote('C1', '50.00'))
      .refused('CREDIT_NOTE_EXISTS', { creditNoteId: 'C1' }));

  it('is refused for an invoice that is not there', () =>
    given(...issued)
      .when(issueCreditNote('C1', '50.00', { invoiceId: 'I2' }))
      .refused('INVOICE_UNKNOWN', { invoiceId: 'I2' }));

  it('is refused in another currency', () =>
    given(...issued)
      .when(issueCreditNote('C1', '50.00 USD'))
      .refused('CURRENCY_MISMATCH'));
});
