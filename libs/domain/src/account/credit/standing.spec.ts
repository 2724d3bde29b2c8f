import { amount } from '../../../../../test/spec/given-when-then';
import {
  allocated,
  creditNoteIssued,
  disputeRaised,
  given,
  invoiceRecorded,
  limitDecided,
  limitGranted,
  limitWithdrawn,
  orderHeld,
  orderShipped,
  orderSubmitted,
  passed,
  paymentRecorded,
  securityRecorded,
  securityReleased,
  temporaryLimitEnded,
  temporaryLimitGranted,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';
import type { CoverSeen } from '../facts';
import { creditOn, overdueOn, shortfall } from './standing';

const MARCH = '2026-03-01';
const limit = limitGranted('1000.00');

const credit = (day: string, events: readonly AccountEvent[], known: Partial<Parameters<typeof creditOn>[2]> = {}) =>
  creditOn(given(...events).state, day, { duplicates: [], ...known });

const available = (day: string, ...events: readonly AccountEvent[]): bigint => credit(day, events).available;

describe('the credit line on a day', () => {
  it('is limit and temporary amounts, and valid security, less what is used', () =>
    expect(
      credit(MARCH, [
        limit,
        temporaryLimitGranted('300.00'),
        securityRecorded('S1', '50.00'),
        orderSubmitted('O1', '80.00'),
        orderShipped('O1', 'D1', '30.00'),
        invoiceRecorded('I1', '500.00'),
        paymentRecorded('P1', '70.00'),
        creditNoteIssued('C1', '20.00'),
      ]),
    ).toMatchObject({
      limit: { status: 'in_force', minor: 1000_00n },
      temporary: 300_00n,
      security: 50_00n,
      used: 490_00n,
      available: 860_00n,
    }));

  it('counts as used all that is recorded, whatever its day', () => {
    const later = { issuedOn: '2026-12-01', dueOn: '2026-12-31' };
    expect(available('2026-01-01', limit, invoiceRecorded('I1', '400.00', later))).toBe(600_00n);
    expect(available('2026-01-01', limit, paymentRecorded('P1', '400.00', [], '2026-12-01'))).toBe(1400_00n);
  });

  it('counts no order that is held or ships beyond the horizon', () => {
    expect(available(MARCH, limit, orderHeld('O1', '80.00'))).toBe(1000_00n);
    expect(available(MARCH, limit, orderSubmitted('O1', '80.00', passed('1.00', { laterOn: '2026-06-01' })))).toBe(1000_00n);
  });

  it('adds temporary amounts up, each from its first day to its last', () => {
    const amounts = [limit, temporaryLimitGranted('300.00'), temporaryLimitGranted('50.00', { validFrom: '2026-03-31' })];
    expect(available('2025-12-31', ...amounts)).toBe(0n);
    expect(available('2026-01-01', ...amounts)).toBe(1300_00n);
    expect(available('2026-03-31', ...amounts)).toBe(1350_00n);
    expect(available('2026-04-01', ...amounts)).toBe(1000_00n);
  });

  it('answers for a day before the end of a temporary amount as before that was noted', () =>
    expect(available('2026-03-31', limit, temporaryLimitGranted('300.00'), temporaryLimitEnded('300.00'))).toBe(1300_00n));

  it('counts no temporary amount without a limit in force', () => {
    expect(credit(MARCH, [temporaryLimitGranted('300.00')])).toMatchObject({ temporary: 0n, available: 0n });
    expect(available(MARCH, limit, temporaryLimitGranted('300.00'), limitWithdrawn(MARCH))).toBe(0n);
  });

  it('counts a security from its first day to its last, and until it is given back, with a limit or without', () => {
    const secured = securityRecorded('S1', '50.00', { validFrom: '2026-02-01', validTo: '2026-03-31' });
    expect(available('2026-01-31', secured)).toBe(0n);
    expect(available('2026-02-01', secured)).toBe(50_00n);
    expect(available('2026-03-31', limit, secured)).toBe(1050_00n);
    expect(available('2026-04-01', limit, secured)).toBe(1000_00n);
    expect(available('2026-02-27', secured, securityReleased('S1', '2026-02-28'))).toBe(50_00n);
    expect(available('2026-02-28', secured, securityReleased('S1', '2026-02-28'))).toBe(0n);
  });

  it('counts the smaller of what the seller grants and what is covered with own risk, where there is an insurer', () => {
    const events = [limit, temporaryLimitGranted('300.00'), securityRecorded('S1', '50.00'), invoiceRecorded('I1', '100.00')];
    const covered = (cover: string, ownRisk: string) =>
      credit(MARCH, events, { coverOn: () => ({ cover: amount(cover), ownRisk: amount(ownRisk) }) });
    expect(covered('1000.00', '299.99')).toMatchObject({ covered: 1299_99n, available: 1249_99n });
    expect(covered('1000.00', '300.01')).toMatchObject({ covered: 1300_01n, available: 1250_00n });
    expect(credit(MARCH, events)).not.toHaveProperty('covered');
  });

  it('takes the cover of its own day', () => {
    const coverOn = (day: string): CoverSeen | undefined =>
      day < MARCH ? undefined : { cover: amount('60.00'), ownRisk: amount('0.00') };
    expect(credit('2026-02-28', [limit], { coverOn }).available).toBe(1000_00n);
    expect(credit(MARCH, [limit], { coverOn }).available).toBe(60_00n);
  });

  it('counts what duplicates of the buyer use, in the currency of the account, and not what they were given', () => {
    const duplicates = [
      given(limit, invoiceRecorded('I1', '60.00'), securityRecorded('S1', '5.00')).state,
      given(paymentRecorded('P1', '10.00')).state,
      given(invoiceRecorded('I1', '7 JPY')).state,
    ];
    expect(credit(MARCH, [limit], { duplicates })).toMatchObject({ used: 50_00n, security: 0n, available: 950_00n });
  });
});

describe('what an amount lacks', () => {
  const lacks = (sum: string, ...events: readonly AccountEvent[]) => shortfall(credit(MARCH, events), amount(sum), MARCH);

  it('is nothing when it fits, to the cent, with a limit or without', () => {
    expect(lacks('1000.00', limit)).toBeUndefined();
    expect(lacks('50.00', securityRecorded('S1', '50.00'))).toBeUndefined();
    expect(lacks('50.00', paymentRecorded('P1', '50.00'), limitGranted('0.00'), limitWithdrawn('2026-02-01'))).toBeUndefined();
  });

  it('is told with the limit, temporary amounts in it, and what is secured beside it', () => {
    const left = { available: amount('200.00'), requested: amount('200.01') };
    expect(lacks('200.01', limit, invoiceRecorded('I1', '800.00'))).toEqual({
      code: 'LIMIT_EXCEEDED',
      facts: { limit: amount('1000.00'), used: amount('800.00'), ...left },
    });
    const more = [limitGranted('100.00'), temporaryLimitGranted('60.00'), securityRecorded('S1', '40.00')];
    expect(lacks('200.01', ...more)).toEqual({
      code: 'LIMIT_EXCEEDED',
      facts: { limit: amount('160.00'), security: amount('40.00'), used: amount('0.00'), ...left },
    });
  });

  it.each<[string, object, readonly AccountEvent[]]>([
    ['NO_LIMIT', {}, []],
    ['LIMIT_NOT_YET_VALID', {}, [limitGranted('1000.00', { validFrom: '2026-03-02' })]],
    ['LIMIT_EXPIRED', { from: '2026-01-01', validTo: '2026-02-28' }, [limitGranted('1000.00', { validTo: '2026-02-28' })]],
    ['LIMIT_WITHDRAWN', { from: '2026-02-01' }, [limit, limitWithdrawn('2026-02-01')]],
    ['LIMIT_REFUSED', { from: '2026-01-01' }, [limitDecided('R1', '0.00', { outcome: 'refused', effect: 'refused' })]],
  ])('is that no limit is in force: %s', (code, facts, events) =>
    expect(lacks('0.01', ...events)).toEqual({
      code,
      facts: { on: MARCH, ...facts, available: amount('0.00'), requested: amount('0.01') },
    }),
  );
});

describe('what is overdue on a day', () => {
  const [january, february] = [{ dueOn: '2026-01-31' }, { dueOn: '2026-02-28' }];
  const owing = [invoiceRecorded('I1', '100.00', january), invoiceRecorded('I2', '300.00', february)];
  const overdue = (day: string, ...events: readonly AccountEvent[]) => overdueOn(given(...owing, ...events).state, day);

  it('is what is past its due day; the due day itself is not overdue', () => {
    expect(overdue('2026-01-31')).toEqual({ open: 400_00n, overdue: 0n, oldestDays: 0 });
    expect(overdue('2026-02-01')).toEqual({ open: 400_00n, overdue: 100_00n, oldestDays: 1 });
    expect(overdue('2026-02-28')).toEqual({ open: 400_00n, overdue: 100_00n, oldestDays: 28 });
    expect(overdue(MARCH)).toEqual({ open: 400_00n, overdue: 400_00n, oldestDays: 29 });
  });

  it('counts disputed invoices, and not what is paid', () => {
    expect(overdue(MARCH, disputeRaised('I1', '100.00'))).toMatchObject({ overdue: 400_00n, oldestDays: 29 });
    expect(overdue(MARCH, paymentRecorded('P1', '40.00', [allocated('I1', '40.00')]))).toMatchObject({
      overdue: 360_00n,
      oldestDays: 29,
    });
    expect(overdue(MARCH, paymentRecorded('P1', '100.00', [allocated('I1', '100.00')]))).toMatchObject({
      overdue: 300_00n,
      oldestDays: 1,
    });
  });

  it('is nothing on an account of which nothing is known', () =>
    expect(overdueOn(given().state, MARCH)).toEqual({ open: 0n, overdue: 0n, oldestDays: 0 }));

  it('counts what duplicates of the buyer owe, in the currency of the account', () => {
    const older = given(invoiceRecorded('I1', '5.00', { dueOn: '2026-01-30' })).state;
    const other = given(invoiceRecorded('I1', '7 JPY', { dueOn: '2026-01-29' })).state;
    expect(overdueOn(given(...owing).state, '2026-02-01', [older, other])).toEqual({
      open: 405_00n,
      overdue: 105_00n,
      oldestDays: 2,
    });
  });
});
