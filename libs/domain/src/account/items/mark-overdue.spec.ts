import {
  allocated,
  disputeRaised,
  given,
  invoiceCancelled,
  invoiceFellOverdue,
  invoiceIssued,
  markOverdue,
  paymentRecorded,
  paymentReversed,
} from '../../../../../test/spec/account';

describe('MarkOverdue', () => {
  const issued = invoiceIssued('I1', '400.00');
  const settled = paymentRecorded('P1', '400.00', [allocated('I1', '400.00')]);

  it('notes it on the day after the due date', () =>
    given(issued).when(markOverdue('I1', '2026-02-10')).then(invoiceFellOverdue('I1', '400.00')));

  it('notes it late as well, with what is open then', () =>
    given(issued, paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]))
      .when(markOverdue('I1', '2026-05-01'))
      .then(invoiceFellOverdue('I1', '300.00', '2026-05-01')));

  it('notes it in spite of a dispute', () =>
    given(issued, disputeRaised('I1', '400.00')).when(markOverdue('I1', '2026-02-10')).then(invoiceFellOverdue('I1', '400.00')));

  it('is refused on the due day itself, and before', () => {
    given(issued)
      .when(markOverdue('I1', '2026-02-09'))
      .refused('NOT_DUE', { invoiceId: 'I1', dueOn: '2026-02-09', today: '2026-02-09' });
    given(issued).when(markOverdue('I1', '2026-01-10')).refused('NOT_DUE');
  });

  it('is refused while the due date has not passed, whatever day the caller says', () =>
    given(issued)
      .knowing({ businessDay: '2026-02-09' })
      .when(markOverdue('I1', '2026-02-10'))
      .refused('NOT_DUE', { invoiceId: 'I1', dueOn: '2026-02-09', today: '2026-02-10', businessDay: '2026-02-09' }));

  it('is refused on a day beyond the business day', () =>
    given(issued)
      .knowing({ businessDay: '2026-02-10' })
      .when(markOverdue('I1', '2026-02-11'))
      .refused('DAY_IN_THE_FUTURE', { today: '2026-02-11', businessDay: '2026-02-10' }));

  it('has nothing to do on a settled or cancelled invoice', () => {
    given(issued, settled).when(markOverdue('I1', '2026-02-20')).thenNothing();
    given(issued, invoiceCancelled('I1', '400.00')).when(markOverdue('I1', '2026-02-20')).thenNothing();
  });

  it('has nothing to do a second time, not even after a payment bounced', () => {
    const marked = [issued, invoiceFellOverdue('I1', '400.00')];
    given(...marked)
      .when(markOverdue('I1', '2026-02-20'))
      .thenNothing();
    given(...marked, settled, paymentReversed('P1', '400.00', { allocations: [allocated('I1', '400.00')] }))
      .when(markOverdue('I1', '2026-03-20'))
      .thenNothing();
  });

  it('notes one that was paid in time by a payment that bounced', () =>
    given(issued, settled, paymentReversed('P1', '400.00', { allocations: [allocated('I1', '400.00')] }))
      .when(markOverdue('I1', '2026-03-20'))
      .then(invoiceFellOverdue('I1', '400.00', '2026-03-20')));

  it('is refused for an invoice that is not there', () =>
    given(issued).when(markOverdue('I2', '2026-02-10')).refused('INVOICE_UNKNOWN'));
});
