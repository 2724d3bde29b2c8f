import { amount } from '../../../../../test/spec/given-when-then';
import {
  expireSecurity,
  given,
  orderChecked,
  orderSubmitted,
  passed,
  securityExpired,
  securityRecorded,
  securityReleased,
} from '../../../../../test/spec/account';

describe('ExpireSecurity', () => {
  const valid = securityRecorded('S1', '500.00', { validTo: '2026-03-31' });
  const expired = securityExpired('S1', '2026-03-31', '2026-04-01');

  it('notes the end on the day after the last', () => given(valid).when(expireSecurity('S1', '2026-04-01')).then(expired));

  it('notes it late as well', () =>
    given(valid)
      .when(expireSecurity('S1', '2026-06-01'))
      .then(securityExpired('S1', '2026-03-31', '2026-06-01')));

  it('holds, on its own day, orders that pass no more', () => {
    const reasons = [{ code: 'NO_LIMIT', facts: { on: '2026-06-01', available: amount('0.00'), requested: amount('500.00') } }];
    given(valid, orderSubmitted('O1', '500.00'))
      .when(expireSecurity('S1', '2026-06-01'))
      .then(
        securityExpired('S1', '2026-03-31', '2026-06-01'),
        orderChecked('O1', 'security_ended', '2026-06-01', passed('0.00', { outcome: 'refer', reasons })),
      );
  });

  it('notes one that is to be given back only after its last day', () =>
    given(valid, securityReleased('S1', '2026-04-01')).when(expireSecurity('S1', '2026-04-01')).then(expired));

  it('has nothing to do on the last day itself', () => given(valid).when(expireSecurity('S1', '2026-03-31')).thenNothing());

  it('has nothing to do a second time', () => given(valid, expired).when(expireSecurity('S1', '2026-04-02')).thenNothing());

  it('has nothing to do on one that was given back by its last day', () =>
    given(valid, securityReleased('S1', '2026-03-31')).when(expireSecurity('S1', '2026-04-01')).thenNothing());

  it('ends one that was released ahead on the day of its release', () => {
    const ahead = securityReleased('S1', '2026-03-01', { ahead: true });
    given(valid, ahead).when(expireSecurity('S1', '2026-02-28')).thenNothing();
    given(valid, ahead)
      .when(expireSecurity('S1', '2026-03-01'))
      .then(securityExpired('S1', '2026-02-28', '2026-03-01'));
    given(securityRecorded('S1', '500.00'), ahead)
      .when(expireSecurity('S1', '2026-03-01'))
      .then(securityExpired('S1', '2026-02-28', '2026-03-01'));
  });

  it('has nothing to do on one without a last day, or that there is not', () => {
    given(securityRecorded('S1', '500.00')).when(expireSecurity('S1', '2026-04-01')).thenNothing();
    given(valid).when(expireSecurity('S9', '2026-04-01')).thenNothing();
  });
});
