import {
  allocated,
  creditNoteIssued,
  given,
  invoiceRecorded,
  invoiceWrittenOff,
  paymentAllocated,
  paymentRecorded,
  paymentReversed,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';
import { daysBeyondTerms, paymentBehaviour } from './payment-behaviour';

const DAY = '2026-12-31';
/** Invoices of 1,000.00 that fell due on the last day of January. */
const invoices = ['I1', 'I2'].map((id) => invoiceRecorded(id, '1000.00', { dueOn: '2026-01-31' }));

const paid = (paymentId: string, sum: string, on: string, invoiceId = 'I1'): AccountEvent =>
  paymentRecorded(paymentId, sum, [allocated(invoiceId, sum, on)], on);

const behaviour = (...events: readonly AccountEvent[]) => paymentBehaviour(given(...invoices, ...events).state, DAY);
const days = (...events: readonly AccountEvent[]) => behaviour(...events).daysBeyondTerms;

describe('days beyond terms', () => {
  it('are the days late of what was settled, weighted by amount', () => {
    expect(days(paid('P1', '100.00', '2026-02-10'))).toBe('10');
    expect(days(paid('P1', '100.00', '2026-02-10'), paid('P2', '300.00', '2026-02-20', 'I2'))).toBe('17.5');
  });

  it('are a decimal cut off after nine digits', () =>
    expect(days(paid('P1', '100.00', '2026-02-10'), paid('P2', '200.00', '2026-01-31'))).toBe('3.333333333'));

  it('count what was early as 0, and not against what was late', () => {
    expect(days(paid('P1', '100.00', '2026-01-11'))).toBe('0');
    expect(days(paid('P1', '100.00', '2026-01-11'), paid('P2', '100.00', '2026-02-20'))).toBe('10');
  });

  it('count the 365 days to the day, the first and the last of them too', () => {
    const due = (invoiceId: string, dueOn: string) => invoiceRecorded(invoiceId, '100.00', { issuedOn: '2024-01-01', dueOn });
    const one = (on: string, dueOn: string) => days(due('I3', dueOn), paid('P1', '100.00', on, 'I3'));
    expect(one('2025-12-31', '2025-12-30')).toBeUndefined();
    expect(one('2026-01-01', '2025-12-30')).toBe('2');
    expect(one('2026-12-31', '2026-12-30')).toBe('1');
    expect(one('2027-01-01', '2026-12-30')).toBeUndefined();
  });

  it('count from the day from which an allocation counts, whenever the money came', () =>
    expect(
      days(
        paymentRecorded('P1', '100.00', [], '2026-01-15'),
        paymentAllocated('P1', '2026-02-05', allocated('I1', '100.00', '2026-02-05')),
      ),
    ).toBe('5'));

  it('leave out a payment that was reversed', () => {
    const bounced = [
      paid('P1', '100.00', '2026-02-10'),
      paymentReversed('P1', '100.00', { allocations: [allocated('I1', '100.00', '2026-02-20')] }),
    ];
    expect(days(...bounced)).toBeUndefined();
    expect(days(...bounced, paid('P2', '100.00', '2026-03-02'))).toBe('30');
  });

  it('are none where payments settled nothing: money on account, credit notes and write-offs do not count', () => {
    expect(days()).toBeUndefined();
    expect(days(paymentRecorded('P1', '100.00', [], '2026-02-10'))).toBeUndefined();
    expect(days(creditNoteIssued('C1', '100.00', { allocations: [allocated('I1', '100.00')] }))).toBeUndefined();
    expect(days(invoiceWrittenOff('I1', '1000.00'))).toBeUndefined();
  });

  it('can be had of any days, from the first until before the end', () => {
    const { state } = given(...invoices, paid('P1', '100.00', '2026-02-10'));
    expect(daysBeyondTerms(state, { from: '2026-02-10', before: '2026-02-11' })).toBe('10');
    expect(daysBeyondTerms(state, { from: '2026-02-11', before: '2026-03-01' })).toBeUndefined();
    expect(daysBeyondTerms(state, { from: '2026-02-01', before: '2026-02-10' })).toBeUndefined();
  });
});

describe('the overdue share', () => {
  it('is what is overdue of what is open, on the day', () => {
    expect(behaviour(invoiceRecorded('I3', '1000.00', { dueOn: DAY })).overdueShare).toBe('0.666666666');
    expect(behaviour().overdueShare).toBe('1');
    expect(paymentBehaviour(given(...invoices).state, '2026-01-31')).toEqual({ overdueShare: '0' });
  });

  it('is none while nothing is open', () => {
    expect(paymentBehaviour(given().state, DAY)).toEqual({});
    expect(behaviour(paid('P1', '1000.00', '2026-01-31'), paid('P2', '1000.00', '2026-01-31', 'I2'))).toEqual({
      daysBeyondTerms: '0',
    });
  });
});
