import {
  allocated,
  disputeRaised,
  disputeResolved,
  invoiceIssued,
  invoiceRecorded,
  limitGranted,
  limitReduced,
  limitWithdrawn,
  paymentRecorded,
} from '../../../../test/spec/account';
import { claimed, claimFiled, fileClaim, inAWorld, policyBound } from '../../../../test/spec/insurance';

describe('FileClaim', () => {
  const limit = limitGranted('1000.00');
  const owed = [limit, invoiceIssued('I1', '400.00')];
  const filed = claimFiled([claimed('I1', '400.00')], '400.00');

  describe('for protracted default', () => {
    it('claims what is open, from the last day of the waiting period on', () =>
      inAWorld({ account: owed })()
        .when(fileClaim(['I1']))
        .then(filed));

    it('claims what is left of invoices, and adds it up', () =>
      inAWorld({
        account: [...owed, invoiceRecorded('I2', '300.00'), paymentRecorded('P1', '150.00', [allocated('I1', '150.00')])],
      })()
        .when(fileClaim(['I1', 'I2']))
        .then(
          claimFiled([claimed('I1', '250.00'), claimed('I2', '300.00')], '550.00', {
            seen: { policyRevision: '0', accountRevision: '3' },
          }),
        ));

    it('claims an invoice that is named twice once', () =>
      inAWorld({ account: owed })()
        .when(fileClaim(['I1', 'I1']))
        .then(filed));

    it('is refused while the invoice is not overdue', () =>
      inAWorld({ account: owed })()
        .when(fileClaim(['I1'], { filedOn: '2026-02-09' }))
        .refused('INVOICE_NOT_OVERDUE', { invoiceId: 'I1', dueOn: '2026-02-09', filedOn: '2026-02-09' }));

    it('is refused while the waiting period runs', () => {
      const early = { invoiceId: 'I1', dueOn: '2026-02-09', waitingPeriodDays: 180, earliestFiling: '2026-08-08' };
      inAWorld({ account: owed })()
        .when(fileClaim(['I1'], { filedOn: '2026-02-10' }))
        .refused('WAITING_PERIOD_RUNNING', early);
      inAWorld({ account: owed })()
        .when(fileClaim(['I1'], { filedOn: '2026-08-07' }))
        .refused('WAITING_PERIOD_RUNNING', early);
    });

    // Vector V18, the clock of EXIM: due 31 July 2026, three months (here 92 days): earliest claim 31 October.
    it('due 31 July: the earliest claim after 92 days is on 31 October', () => {
      const world = inAWorld({
        policy: [policyBound({ waitingPeriodDays: 92 })],
        account: [limit, invoiceIssued('I1', '400.00', { issuedOn: '2026-07-01', dueOn: '2026-07-31' })],
      });
      world()
        .when(fileClaim(['I1'], { filedOn: '2026-10-30' }))
        .refused('WAITING_PERIOD_RUNNING', { earliestFiling: '2026-10-31' });
      world()
        .when(fileClaim(['I1'], { filedOn: '2026-10-31' }))
        .then(
          claimFiled([claimed('I1', '400.00', { issuedOn: '2026-07-01', dueOn: '2026-07-31', lossOn: '2026-10-31' })], '400.00', {
            filedOn: '2026-10-31',
          }),
        );
    });

    it('is refused whole when one of its invoices is too young', () =>
      inAWorld({ account: [...owed, invoiceIssued('I2', '100.00', { dueOn: '2026-02-10' })] })()
        .when(fileClaim(['I1', 'I2']))
        .refused('WAITING_PERIOD_RUNNING', { invoiceId: 'I2', earliestFiling: '2026-08-09' }));
  });

  describe('for insolvency', () => {
    const insolvent = { cause: 'insolvency', filedOn: '2026-01-25', insolvencyOn: '2026-01-20' } as const;

    it('is a loss at once, due or not', () =>
      inAWorld({ account: owed })()
        .when(fileClaim(['I1'], insolvent))
        .then(claimFiled([claimed('I1', '400.00', { lossOn: '2026-01-20' })], '400.00', insolvent)));

    it('comes after the shipment, or on its day', () => {
      const shipped = inAWorld({ account: [limit, invoiceRecorded('I1', '400.00', { shippedOn: '2026-01-20' })] });
      shipped()
        .when(fileClaim(['I1'], insolvent))
        .then(claimFiled([claimed('I1', '400.00', { shippedOn: '2026-01-20', lossOn: '2026-01-20' })], '400.00', insolvent));
      shipped()
        .when(fileClaim(['I1'], { ...insolvent, insolvencyOn: '2026-01-19' }))
        .refused('INSOLVENCY_BEFORE_SHIPMENT', { invoiceId: 'I1', shippedOn: '2026-01-20', insolvencyOn: '2026-01-19' });
    });

    it('comes after the issue, or on its day, when no shipment is known', () => {
      const issued = inAWorld({ account: owed });
      const onThe = (insolvencyOn: string) => ({ ...insolvent, insolvencyOn });
      issued()
        .when(fileClaim(['I1'], onThe('2026-01-10')))
        .then(claimFiled([claimed('I1', '400.00', { lossOn: '2026-01-10' })], '400.00', onThe('2026-01-10')));
      issued()
        .when(fileClaim(['I1'], onThe('2026-01-09')))
        .refused('INSOLVENCY_BEFORE_SHIPMENT', { invoiceId: 'I1', shippedOn: '2026-01-10', insolvencyOn: '2026-01-09' });
    });

    it('needs its day', () =>
      expect(() =>
        inAWorld({ account: owed })()
          .when(fileClaim(['I1'], { cause: 'insolvency' }))
          .thenNothing(),
      ).toThrow('names its day'));
  });

  describe('needs a policy in force', () => {
    const shipped = (shippedOn: string) =>
      inAWorld({
        policy: [policyBound({ periodFrom: '2026-01-05', periodTo: '2026-01-08' })],
        account: [limit, invoiceIssued('I1', '400.00', { shippedOn })],
      })().when(fileClaim(['I1']));
    const attached = (shippedOn: string) => claimFiled([claimed('I1', '400.00', { shippedOn })], '400.00');

    it('on the first and on the last day of its period', () => {
      shipped('2026-01-05').then(attached('2026-01-05'));
      shipped('2026-01-08').then(attached('2026-01-08'));
    });

    it('not before it, nor after it', () => {
      shipped('2026-01-04').refused('POLICY_NOT_IN_FORCE', {
        invoiceId: 'I1',
        shippedOn: '2026-01-04',
        periodFrom: '2026-01-05',
      });
      shipped('2026-01-09').refused('POLICY_NOT_IN_FORCE', { invoiceId: 'I1', shippedOn: '2026-01-09', periodTo: '2026-01-08' });
    });

    it('on the day of issue when no shipment is known', () =>
      inAWorld({ policy: [policyBound({ periodTo: '2026-01-09' })], account: owed })()
        .when(fileClaim(['I1']))
        .refused('POLICY_NOT_IN_FORCE', { shippedOn: '2026-01-10' }));
  });

  describe('needs a buyer that was covered at shipment', () => {
    const ledger = (...account: Parameters<typeof inAWorld>[0]['account'] & object) =>
      inAWorld({ account })().when(fileClaim(['I1']));
    const invoice = invoiceRecorded('I1', '400.00');

    it('by the limit of that day, cut or withdrawn later as it may be', () =>
      inAWorld({ account: [...owed, limitReduced('100.00', '2026-02-01'), limitWithdrawn('2026-03-01')] })()
        .when(fileClaim(['I1']))
        .then({ ...filed, data: { ...filed.data, seen: { policyRevision: '0', accountRevision: '3' } } }));

    it('on the day of shipment, not of issue', () => {
      const shipped = invoiceRecorded('I1', '400.00', { shippedOn: '2026-01-08' });
      ledger(limit, limitReduced('700.00', '2026-01-09'), shipped).then(
        claimFiled([claimed('I1', '400.00', { shippedOn: '2026-01-08' })], '400.00', {
          seen: { policyRevision: '0', accountRevision: '2' },
        }),
      );
      ledger(limitGranted('1000.00', { validFrom: '2026-01-09' }), shipped).refused('LIMIT_NOT_YET_VALID', { on: '2026-01-08' });
    });

    it('or tells why not', () => {
      ledger(invoice).refused('NO_LIMIT', { invoiceId: 'I1', on: '2026-01-10' });
      ledger(limitGranted('1000.00', { validFrom: '2026-01-11' }), invoice).refused('LIMIT_NOT_YET_VALID', { invoiceId: 'I1' });
      ledger(limitGranted('1000.00', { validTo: '2026-01-09' }), invoice).refused('LIMIT_EXPIRED', { invoiceId: 'I1' });
      ledger(limit, limitWithdrawn('2026-01-10'), invoice).refused('LIMIT_WITHDRAWN', { invoiceId: 'I1' });
    });
  });

  it('is refused on longer terms than the policy takes', () => {
    const world = (maxTermsDays: number) => inAWorld({ policy: [policyBound({ maxTermsDays })], account: owed })();
    world(30)
      .when(fileClaim(['I1']))
      .then(filed);
    world(29)
      .when(fileClaim(['I1']))
      .refused('TERMS_TOO_LONG', { invoiceId: 'I1', maxTermsDays: 29, termsDays: 30 });
  });

  it('is refused while an invoice is in dispute, not after', () => {
    const disputed = [...owed, disputeRaised('I1', '50.00')];
    inAWorld({ account: disputed })()
      .when(fileClaim(['I1']))
      .refused('INVOICE_DISPUTED', { invoiceId: 'I1', open: '400.00' });
    inAWorld({ account: [...disputed, disputeResolved('I1', 'partly_upheld', '50.00')] })()
      .when(fileClaim(['I1']))
      .then(claimFiled([claimed('I1', '350.00')], '350.00', { seen: { policyRevision: '0', accountRevision: '3' } }));
  });

  it('is refused for an invoice on which nothing is open', () =>
    inAWorld({ account: [...owed, paymentRecorded('P1', '400.00', [allocated('I1', '400.00')])] })()
      .when(fileClaim(['I1']))
      .refused('INVOICE_NOT_OPEN', { invoiceId: 'I1', open: '0.00' }));

  it('is refused for an invoice that is not there, on an empty account too', () => {
    inAWorld({ account: owed })()
      .when(fileClaim(['I2']))
      .refused('INVOICE_UNKNOWN', { invoiceId: 'I2' });
    inAWorld({})()
      .when(fileClaim(['I1']))
      .refused('INVOICE_UNKNOWN', { invoiceId: 'I1' });
  });

  it('is refused under a policy in another currency than the account', () =>
    inAWorld({ policy: [policyBound({ currency: 'USD' })], account: owed })()
      .when(fileClaim(['I1']))
      .refused('CURRENCY_MISMATCH', { expected: 'USD', given: 'EUR' }));

  it('is refused without a policy', () =>
    inAWorld({ policy: [], account: owed })()
      .when(fileClaim(['I1']))
      .refused('POLICY_UNKNOWN', { policyId: 'POL-1' }));

  it('is refused for a buyer without a file', () =>
    inAWorld({ buyer: [] })()
      .when(fileClaim(['I1']))
      .refused('BUYER_UNKNOWN', { buyerId: 'B7' }));

  it('is refused when it is filed already', () =>
    inAWorld({ account: owed })(filed)
      .when(fileClaim(['I1']))
      .refused('CLAIM_EXISTS', { claimId: 'C-1' }));
});
