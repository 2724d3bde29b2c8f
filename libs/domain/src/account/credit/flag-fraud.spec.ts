import {
  flagFraud,
  fraudFlagCleared,
  fraudFlagged,
  given,
  invoiceIssued,
  issueInvoice,
  limitGranted,
  limitRequested,
  orderShipped,
  orderSubmitted,
  passed,
  requestLimit,
  shipOrder,
  submitOrder,
} from '../../../../../test/spec/account';
import type { FraudKind } from './credit.events';

describe('FlagFraud', () => {
  const limit = limitGranted('1000.00', { validFrom: '2026-01-05' });
  const declined = { outcome: 'decline', reasons: [{ code: 'FRAUD_FLAG', facts: { flagId: 'F1' } }] } as const;

  it('flags what looks like fraud, with its evidence', () =>
    given()
      .when(flagFraud('F1', { kind: 'documents_inconsistent', evidence: 'two stamps' }))
      .then(fraudFlagged('F1', { kind: 'documents_inconsistent', evidence: 'two stamps' })));

  it.each<FraudKind>(['identity_mismatch', 'bank_account_change', 'documents_inconsistent', 'other'])(
    'declines orders from its own day on, %s',
    (kind) => {
      const flagged = given(limit, fraudFlagged('F1', { kind }));
      flagged
        .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-09' }))
        .then(orderSubmitted('O1', '1.00', passed('1000.00'), { orderedOn: '2026-01-09' }));
      flagged
        .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-10' }))
        .then(orderSubmitted('O1', '1.00', passed('1000.00', declined), { orderedOn: '2026-01-10' }));
    },
  );

  it('only warns of a duplicate invoice: business goes on', () => {
    const warned = given(limit, orderSubmitted('O1', '1.00'), fraudFlagged('F1', { kind: 'duplicate_invoice' }));
    const ordered = { orderedOn: '2026-01-10' };
    warned.when(submitOrder('O2', '1.00', ordered)).then(orderSubmitted('O2', '1.00', passed('999.00'), ordered));
    warned.when(shipOrder('O1', 'D1', '1.00')).then(orderShipped('O1', 'D1', '1.00'));
    warned.when(issueInvoice('I1', '1.00')).then(invoiceIssued('I1', '1.00'));
    const increase = { kind: 'increase', requestedOn: '2026-01-10' } as const;
    warned.when(requestLimit('R1', '2000.00', increase)).then(limitRequested('R1', '2000.00', increase));
  });

  it('is refused twice with one id, also once it is cleared', () => {
    given(fraudFlagged('F1')).when(flagFraud('F1')).refused('FLAG_EXISTS', { flagId: 'F1' });
    given(fraudFlagged('F1'), fraudFlagCleared('F1', '2026-01-20')).when(flagFraud('F1')).refused('FLAG_EXISTS');
  });
});
