import { amount } from '../../../../../test/spec/given-when-then';
import {
  given,
  limitGranted,
  orderChecked,
  orderSubmitted,
  passed,
  releaseSecurity,
  securityRecorded,
  securityReleased,
} from '../../../../../test/spec/account';

describe('ReleaseSecurity', () => {
  const secured = [limitGranted('100.00'), securityRecorded('S1', '500.00')];

  it('gives the security back', () =>
    given(...secured)
      .when(releaseSecurity('S1', '2026-02-10'))
      .then(securityReleased('S1', '2026-02-10')));

  it('holds orders that pass no more on the day from which it secures nothing', () => {
    const facts = { limit: amount('100.00'), used: amount('0.00'), available: amount('100.00'), requested: amount('100.01') };
    const reasons = [{ code: 'LIMIT_EXCEEDED', facts }];
    given(...secured, orderSubmitted('O1', '100.01'))
      .when(releaseSecurity('S1', '2026-02-10'))
      .then(
        securityReleased('S1', '2026-02-10'),
        orderChecked('O1', 'security_ended', '2026-02-10', passed('100.00', { outcome: 'refer', reasons })),
      );
    given(...secured, orderSubmitted('O1', '100.00'))
      .when(releaseSecurity('S1', '2026-02-10'))
      .then(securityReleased('S1', '2026-02-10'));
  });

  it('leaves orders alone until a day to come has come', () =>
    given(...secured, orderSubmitted('O1', '100.01'))
      .knowing({ businessDay: '2026-02-09' })
      .when(releaseSecurity('S1', '2026-02-10'))
      .then(securityReleased('S1', '2026-02-10', { ahead: true, thresholds: { policyVersion: 0, assessOn: ['2026-02-10'] } })));

  it('is refused a second time', () =>
    given(...secured, securityReleased('S1', '2026-02-10'))
      .when(releaseSecurity('S1', '2026-02-09'))
      .refused('SECURITY_RELEASED', { securityId: 'S1', releasedOn: '2026-02-10' }));

  it('is refused for a security that there is not', () =>
    given(...secured)
      .when(releaseSecurity('S9', '2026-02-10'))
      .refused('SECURITY_UNKNOWN', { securityId: 'S9' }));
});
