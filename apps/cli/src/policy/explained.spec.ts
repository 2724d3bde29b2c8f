import { amount } from '../../../../test/spec/given-when-then';
import { creditPolicy } from '../../../../test/spec/settings';
import { explained } from './explained';
import { limitsUnder, type LimitHeld } from './limits-under';
import type { OrderUnder } from './orders-under';

const shown = (held: readonly LimitHeld[], orders: readonly OrderUnder[]): string =>
  explained({ held, limits: limitsUnder(creditPolicy, held), orders });

const because = (...codes: readonly string[]) => codes.map((code) => ({ code, facts: {} }));

describe('what a policy makes of limits and orders', () => {
  it('is shown with each limit and order that it concerns', () => {
    const held: readonly LimitHeld[] = [
      { buyer: 'B1', limit: amount('12500.00'), grade: 3 },
      { buyer: 'B2', limit: amount('5.00 USD'), grade: 3 },
    ];
    const order = { buyer: 'B1', amount: amount('1400.00') };
    const orders: readonly OrderUnder[] = [
      { ...order, orderId: 'O1', status: 'approved', reasons: because('GRADE'), inForce: { version: 2, reasons: [] } },
      { ...order, orderId: 'O2', status: 'approved', reasons: [], inForce: { version: 2, reasons: [] } },
      {
        ...order,
        orderId: 'O3',
        status: 'approved',
        reasons: because('NO_LIMIT', 'GRADE'),
        inForce: { version: 2, reasons: because('NO_LIMIT') },
      },
      { ...order, orderId: 'O4', status: 'held', reasons: [], inForce: { version: 2, reasons: because('OLDEST_OVERDUE') } },
      { ...order, orderId: 'O5', status: 'held', reasons: because('GRADE'), inForce: { version: 2, reasons: [] } },
    ];
    expect(shown(held, orders)).toBe(
      [
        'The policy can be published.',
        '',
        "Limits in force: 2, above the cap of their buyer's grade: 1.",
        'buyer  grade      limit       cap     above',
        '─────  ─────  ─────────  ────────  ────────  ───',
        'B1         3  12,500.00  8,000.00  4,500.00  EUR',
        'B2: the limit is in USD; requests are referred, whatever the policy says.',
        '',
        'Orders let through and not yet shipped: 3, would be held: 2.',
        'order  buyer    amount       under this policy  under version 2, in force',
        '─────  ─────  ────────  ───  ─────────────────  ─────────────────────────',
        'O1     B1     1,400.00  EUR  GRADE              passes',
        'O3     B1     1,400.00  EUR  NO_LIMIT, GRADE    NO_LIMIT',
        '',
        'Orders held: 2, would no longer be held: 1.',
        'order  buyer    amount       under this policy  under version 2, in force',
        '─────  ─────  ────────  ───  ─────────────────  ─────────────────────────',
        'O4     B1     1,400.00  EUR  passes             OLDEST_OVERDUE',
      ].join('\n'),
    );
  });

  it('is said to be nothing when it is', () =>
    expect(shown([], [])).toBe(
      [
        'The policy can be published.',
        '',
        "Limits in force: 0, above the cap of their buyer's grade: 0.",
        '',
        'Orders let through and not yet shipped: 0, would be held: 0.',
        '',
        'Orders held: 0, would no longer be held: 0.',
      ].join('\n'),
    ));
});
