import { amount } from '../../../../../test/spec/given-when-then';
import {
  given,
  limitGranted,
  orderSubmitted,
  passed,
  requireSecurity,
  securityRecorded,
  securityRequired,
  submitOrder,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';

describe('RequireSecurity', () => {
  const limit = limitGranted('1000.00');
  const required = securityRequired('500.00', { requiredOn: '2026-01-05' });

  it('says what the buyer has to secure', () => {
    const details = { kinds: ['parent_guarantee'], requiredOn: '2026-02-01', reason: 'losses' } as const;
    given().when(requireSecurity('500.00', details)).then(securityRequired('500.00', details));
  });

  const referred = (valid: string, available: string) =>
    passed(available, {
      outcome: 'refer',
      reasons: [{ code: 'SECURITY_MISSING', facts: { required: amount('500.00'), valid: amount(valid) } }],
    });

  const missing = (valid: string, available: string, ...events: readonly AccountEvent[]) =>
    given(limit, required, ...events)
      .when(submitOrder('O1', '1.00'))
      .then(orderSubmitted('O1', '1.00', referred(valid, available)));

  const enough = (available: string, ...events: readonly AccountEvent[]) =>
    given(limit, required, ...events)
      .when(submitOrder('O1', '1.00'))
      .then(orderSubmitted('O1', '1.00', passed(available)));

  it('refers orders while valid securities amount to less', () => {
    missing('0.00', '1000.00');
    missing('499.99', '1499.99', securityRecorded('S1', '499.99'));
    enough('1500.00', securityRecorded('S1', '499.99'), securityRecorded('S2', '0.01', { kind: 'deposit' }));
  });

  it('counts only the kinds that are required', () =>
    missing('0.00', '1500.00', securityRecorded('S1', '500.00', { kind: 'letter_of_credit' })));

  it('counts only what is valid on the day', () => {
    missing('0.00', '1000.00', securityRecorded('S1', '500.00', { validFrom: '2026-01-06' }));
    missing('0.00', '1000.00', securityRecorded('S1', '500.00', { validTo: '2026-01-04' }));
  });

  it('requires nothing before its own day', () =>
    given(limit, required)
      .when(submitOrder('O1', '1.00', { orderedOn: '2026-01-04' }))
      .then(orderSubmitted('O1', '1.00', passed('1000.00'), { orderedOn: '2026-01-04' })));

  it('replaces what was required before, and zero lifts it', () => {
    enough('1100.00', securityRequired('100.00'), securityRecorded('S1', '100.00'));
    given(limit, required).when(requireSecurity('0.00')).then(securityRequired('0.00'));
    enough('1000.00', securityRequired('0.00'));
  });

  it('leaves what was required before until its own day comes', () =>
    missing('0.00', '1000.00', securityRequired('0.00', { requiredOn: '2026-01-06' })));

  it('is refused in another currency', () =>
    given(limit).when(requireSecurity('500.00 USD')).refused('CURRENCY_MISMATCH', { expected: 'EUR', given: 'USD' }));
});
