import {
  allocated,
  allocatePayment,
  creditNoteIssued,
  given,
  invoiceRecorded,
  issueCreditNote,
  issueInvoice,
  invoiceIssued,
  ledgerOn,
  limitGranted,
  part,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
  recordPayment,
  reversePayment,
  standing,
} from '../../../../test/spec/account';

/** Figures from the trade's own texts and from the issue trackers of others, each with its source. */
describe('worked figures of an account', () => {
  // Domain rules 3.1: 120,000 open - 10,000 unapplied cash - 5,000 unapplied notes + 75,000 asked for = 180,000 against 175,000.
  describe('credit control: open items, unapplied cash and notes', () => {
    const before = [
      limitGranted('175000.00'),
      invoiceRecorded('I1', '120000.00'),
      paymentRecorded('P1', '10000.00'),
      creditNoteIssued('C1', '5000.00'),
    ];

    it('holds what is 5,000 too much', () =>
      given(...before)
        .when(issueInvoice('I2', '75000.00'))
        .refused('LIMIT_EXCEEDED', { limit: '175000.00', used: '105000.00', available: '70000.00', requested: '75000.00' }));

    it('passes 10,000 less', () =>
      given(...before)
        .when(issueInvoice('I2', '65000.00'))
        .then(invoiceIssued('I2', '65000.00')));
  });

  // OCA/account-financial-reporting #546: a statement showed 140,000 where 149,000 was owed, because a receipt of February was
  // matched in May.
  describe('a receipt of February that is matched in May', () => {
    const march = ['I1', 'I2', 'I3', 'I4', 'I5'].map((id) =>
      invoiceRecorded(id, '10000.00', { issuedOn: '2026-03-10', dueOn: '2026-03-31' }),
    );
    const before = [
      paymentRecorded('P1', '1000.00', [], '2026-02-10'),
      ...march,
      invoiceRecorded('I6', '100000.00', { issuedOn: '2026-04-10', dueOn: '2026-04-30' }),
    ];
    const may = paymentRecorded(
      'P2',
      '49000.00',
      ['I1', 'I2', 'I3', 'I4']
        .map((id) => allocated(id, '10000.00', '2026-05-10'))
        .concat(allocated('I5', '9000.00', '2026-05-10')),
      '2026-05-10',
    );
    const matched = paymentAllocated('P1', '2026-05-10', allocated('I5', '1000.00', '2026-05-10'));

    it('settles from May on', () => {
      given(...before)
        .when(recordPayment('P2', '49000.00', { paidOn: '2026-05-10' }))
        .then(may);
      given(...before, may)
        .when(allocatePayment('P1', '2026-05-10', part('I5', '1000.00')))
        .then(matched);
      expect(standing(given(...before, may, matched).state)).toMatchObject({ open: { I6: '100000.00' }, unapplied: '0.00' });
    });

    it('is owed by the seller at the end of April: 100,000 and 50,000 less 1,000 are 149,000', () =>
      expect(ledgerOn([...before, may, matched], '2026-04-30')).toEqual({
        'payment P1': '-1000.00',
        ...Object.fromEntries(['I1', 'I2', 'I3', 'I4', 'I5'].map((id) => [`invoice ${id}`, '10000.00'])),
        'invoice I6': '100000.00',
        total: '149000.00',
      }));
  });

  // ADR 5: nothing is settled while it is settled already.
  describe('a payment of January that is recorded after an earlier one bounced in February', () => {
    const bounced = paymentReversed('P1', '100.00', {
      reversedOn: '2026-02-01',
      allocations: [allocated('I1', '100.00', '2026-02-01')],
    });
    const paid = [
      invoiceRecorded('I1', '100.00'),
      paymentRecorded('P1', '100.00', [allocated('I1', '100.00', '2026-01-15')], '2026-01-15'),
    ];
    const second = paymentRecorded('P2', '100.00', [allocated('I1', '100.00', '2026-02-01')], '2026-01-20');
    const onAccount = paymentRecorded('P2', '100.00', [], '2026-01-20');
    const matched = paymentAllocated('P2', '2026-01-20', allocated('I1', '100.00', '2026-02-01'));

    it('settles from the bounce on, and is on account until then', () => {
      given(...paid)
        .when(reversePayment('P1', '2026-02-01'))
        .then(bounced);
      given(...paid, bounced)
        .when(recordPayment('P2', '100.00', { paidOn: '2026-01-20' }))
        .then(second);
      const ledger = (day: string) => ledgerOn([...paid, bounced, second], day);
      expect(ledger('2026-01-25')).toEqual({ 'payment P2': '-100.00', total: '-100.00' });
      expect(ledger('2026-02-01')).toEqual({ total: '0.00' });
    });

    it('does so, too, when it found nothing open because the bounce was not yet known', () => {
      given(...paid)
        .when(recordPayment('P2', '100.00', { paidOn: '2026-01-20' }))
        .then(onAccount);
      given(...paid, onAccount, bounced)
        .when(allocatePayment('P2', '2026-01-20', part('I1', '100.00')))
        .then(matched);
      const ledger = (day: string) => ledgerOn([...paid, onAccount, bounced, matched], day);
      expect(ledger('2026-01-25')).toEqual({ 'payment P2': '-100.00', total: '-100.00' });
      expect(ledger('2026-02-01')).toEqual({ total: '0.00' });
    });
  });

  // ERPNext PR #54043: 150 less 8.45 less 90.72 left 50.830000000000013, which nothing could take.
  it('150.00 over 8.45, 90.72 and a bigger one leaves exactly 50.83 for the third', () =>
    given(
      invoiceRecorded('I1', '8.45', { dueOn: '2026-02-01' }),
      invoiceRecorded('I2', '90.72', { dueOn: '2026-02-02' }),
      invoiceRecorded('I3', '500.00', { dueOn: '2026-02-03' }),
    )
      .when(recordPayment('P1', '150.00'))
      .then(paymentRecorded('P1', '150.00', [allocated('I1', '8.45'), allocated('I2', '90.72'), allocated('I3', '50.83')])));

  // The rest: ERPNext's own tests of its receivables report (test_accounts_receivable.py and its summary).
  it('99.99 paid of 100.00 leaves one cent', () =>
    expect(
      standing(given(invoiceRecorded('I1', '100.00'), paymentRecorded('P1', '99.99', [allocated('I1', '99.99')])).state),
    ).toMatchObject({ open: { I1: '0.01' } }));

  it('a full credit note on an invoice of which 40 is paid: 60 apply, 40 stand alone', () => {
    const paid = [invoiceRecorded('I1', '100.00'), paymentRecorded('P1', '40.00', [allocated('I1', '40.00')])];
    const note = creditNoteIssued('C1', '100.00', { invoiceId: 'I1', allocations: [allocated('I1', '60.00')] });
    given(...paid)
      .when(issueCreditNote('C1', '100.00', { invoiceId: 'I1' }))
      .then(note);
    expect(standing(given(...paid, note).state)).toMatchObject({ open: {}, unapplied: '40.00', used: '-40.00' });
  });

  it('a full credit note on an unpaid invoice leaves nothing', () => {
    const note = creditNoteIssued('C1', '100.00', { invoiceId: 'I1', allocations: [allocated('I1', '100.00')] });
    given(invoiceRecorded('I1', '100.00'))
      .when(issueCreditNote('C1', '100.00', { invoiceId: 'I1' }))
      .then(note);
    expect(standing(given(invoiceRecorded('I1', '100.00'), note).state)).toMatchObject({
      open: {},
      unapplied: '0.00',
      used: '0.00',
    });
  });

  it('200 less 40 received less 100 credited leaves 60', () => {
    const paid = [invoiceRecorded('I1', '200.00'), paymentRecorded('P1', '40.00', [allocated('I1', '40.00')])];
    const note = creditNoteIssued('C1', '100.00', { invoiceId: 'I1', allocations: [allocated('I1', '100.00')] });
    given(...paid)
      .when(issueCreditNote('C1', '100.00', { invoiceId: 'I1' }))
      .then(note);
    expect(standing(given(...paid, note).state)).toMatchObject({ open: { I1: '60.00' } });
  });

  it('a credit note kept on account leaves the invoice, and stands at -100', () => {
    const events = [
      invoiceRecorded('I1', '100.00'),
      paymentRecorded('P1', '40.00', [allocated('I1', '40.00')]),
      creditNoteIssued('C1', '100.00'),
    ];
    expect(standing(given(...events).state)).toMatchObject({ open: { I1: '60.00' }, unapplied: '100.00', used: '-40.00' });
    expect(ledgerOn(events, '2026-02-15')).toEqual({ 'invoice I1': '60.00', 'credit note C1': '-100.00', total: '-40.00' });
  });

  it('1,000 received before any invoice stand at -1,000', () => {
    given().when(recordPayment('P1', '1000.00')).then(paymentRecorded('P1', '1000.00'));
    expect(standing(given(paymentRecorded('P1', '1000.00')).state)).toMatchObject({ unapplied: '1000.00', used: '-1000.00' });
  });

  it('an advance of 50, then 125, then the rest of 200', () => {
    const advance = [invoiceRecorded('I1', '200.00'), paymentRecorded('P1', '50.00')];
    expect(standing(given(...advance).state)).toMatchObject({ used: '150.00' });
    const second = [...advance, paymentRecorded('P2', '125.00', [allocated('I1', '125.00')])];
    expect(standing(given(...second).state)).toMatchObject({ open: { I1: '75.00' }, unapplied: '50.00', used: '25.00' });
    const last = [
      ...second,
      paymentAllocated('P1', '2026-03-01', allocated('I1', '50.00', '2026-03-01')),
      paymentRecorded('P3', '25.00', [allocated('I1', '25.00')]),
    ];
    expect(standing(given(...last).state)).toMatchObject({ open: {}, unapplied: '0.00', used: '0.00' });
  });
});
