import { given, invoiceIssued, limitGranted, limitWithdrawn, standing, withdrawLimit } from '../../../../../test/spec/account';

describe('WithdrawLimit', () => {
  it('ends the limit', () => given(limitGranted('1000.00')).when(withdrawLimit('2026-03-01')).then(limitWithdrawn('2026-03-01')));

  it('ends one that has not begun or has expired, for good', () => {
    given(limitGranted('1000.00')).when(withdrawLimit('2025-06-01')).then(limitWithdrawn('2025-06-01'));
    given(limitGranted('1000.00', { validTo: '2026-06-30' }))
      .when(withdrawLimit('2026-07-01'))
      .then(limitWithdrawn('2026-07-01'));
  });

  it('leaves what is open', () =>
    expect(
      standing(given(limitGranted('1000.00'), invoiceIssued('I1', '400.00'), limitWithdrawn('2026-03-01')).state),
    ).toMatchObject({
      open: { I1: '400.00' },
      used: '400.00',
    }));

  it('has nothing to do when the limit is withdrawn by then', () => {
    given(limitGranted('1000.00'), limitWithdrawn('2026-03-01')).when(withdrawLimit('2026-03-01')).thenNothing();
    given(limitGranted('1000.00'), limitWithdrawn('2026-03-01')).when(withdrawLimit('2026-05-01')).thenNothing();
  });

  it('ends it earlier than an earlier withdrawal said', () =>
    given(limitGranted('1000.00'), limitWithdrawn('2026-06-01'))
      .when(withdrawLimit('2026-03-01'))
      .then(limitWithdrawn('2026-03-01')));

  it('is refused when none was ever given', () =>
    given().when(withdrawLimit('2026-03-01')).refused('NO_LIMIT', { on: '2026-03-01' }));
});
