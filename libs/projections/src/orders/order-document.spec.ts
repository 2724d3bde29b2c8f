import type { AccountEvent } from '@usance/domain';
import { invoiceCancelled, invoiceIssued } from '../../../../test/spec/account';
import {
  orderCancelled,
  orderChecked,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  passed,
} from '../../../../test/spec/account/credit-events';
import { amount } from '../../../../test/spec/given-when-then';
import { documentOf, recorded } from '../../../../test/spec/projections';
import { exposure } from '../exposure/exposure.projection';

const order = (...events: AccountEvent[]) => documentOf(exposure, 'acme|B1|O1', recorded(events));

const billing = (invoiceId: string, sum: string, fromOrder: string, final = false): AccountEvent => {
  const ofOrder = { orderId: 'O1', fromOrder: amount(fromOrder), ...(final && { finalForOrder: true }) };
  return invoiceIssued(invoiceId, sum, ofOrder);
};

const submitted = orderSubmitted('O1', '100.00');
const held = orderHeld('O1', '100.00');
const back = { orderId: 'O1', fromOrder: amount('60.00') };

describe("an order's document", () => {
  it.each<[string, AccountEvent[], object]>([
    ['let through', [submitted], { status: 'approved', stage: 'order', restMinor: 10_000n, unbilledMinor: 0n, counts: true }],
    ['held', [held], { status: 'held', stage: 'held', heldOn: '2026-01-05' }],
    [
      'declined at once',
      [orderSubmitted('O1', '1.00', passed('0.00', { outcome: 'decline' }))],
      { status: 'declined', counts: false },
    ],
    ['beyond the horizon', [orderSubmitted('O1', '1.00', passed('0.00', { laterOn: '2026-05-01' }))], { stage: 'later' }],
    ['shipped in part', [submitted, orderShipped('O1', 'H1', '30.00')], { restMinor: 7_000n, unbilledMinor: 3_000n }],
    ['billed in part', [submitted, billing('I1', '60.00', '60.00')], { restMinor: 4_000n, unbilledMinor: 0n }],
    ['billed in all', [submitted, billing('I1', '150.00', '100.00')], { status: 'closed', restMinor: 0n, counts: false }],
    ['billed to its end', [submitted, billing('I1', '60.00', '60.00', true)], { status: 'closed', restMinor: 0n, counts: false }],
    [
      'billed, and the invoice cancelled',
      [submitted, billing('I1', '100.00', '60.00', true), invoiceCancelled('I1', '100.00', back)],
      { status: 'approved', stage: 'order', restMinor: 6_000n, counts: true },
    ],
    ['cancelled', [submitted, orderCancelled('O1', '100.00')], { status: 'closed', restMinor: 0n, counts: false }],
    [
      'shipped in part and cancelled',
      [submitted, orderShipped('O1', 'H1', '30.00'), orderCancelled('O1', '70.00')],
      { status: 'approved', restMinor: 0n, unbilledMinor: 3_000n, counts: true },
    ],
    [
      'held, and declined by a person',
      [held, orderDeclined('O1', '2026-01-06')],
      { status: 'declined', stage: 'cancelled', declined: { on: '2026-01-06', reason: 'no answer' }, counts: false },
    ],
  ])('tells what is left of one that is %s', (_what, events, expected) => expect(order(...events)).toMatchObject(expected));

  it('waits no longer once it is released, and says who let it through', () => {
    const { heldOn, ...released } = order(held, orderReleased('O1', '0.00')) as { heldOn?: string };
    expect(heldOn).toBeUndefined();
    expect(released).toMatchObject({
      status: 'approved',
      released: { approver: { name: 'M. Keller', level: 'director' }, reason: 'paid by phone', on: '2026-01-05' },
      decision: { reasons: [{ code: 'GRADE' }] },
    });
  });

  it('waits since the day on which it was decided again', () => {
    const again = passed('0.00', { outcome: 'refer', reasons: [{ code: 'LIMIT_EXCEEDED', facts: {} }] });
    expect(order(submitted, orderChecked('O1', 'security_ended', '2026-03-01', again))).toMatchObject({
      status: 'held',
      heldOn: '2026-03-01',
      decision: { reasons: [{ code: 'LIMIT_EXCEEDED' }] },
    });
  });

  it('keeps every shipment', () =>
    expect(order(submitted, orderShipped('O1', 'H1', '30.00'), orderShipped('O1', 'H2', '5.00', '2026-02-01'))).toMatchObject({
      shipments: [
        { shipmentId: 'H1', minor: 3_000n, on: '2026-01-15' },
        { shipmentId: 'H2', minor: 500n, on: '2026-02-01' },
      ],
    }));

  it('is not touched by an invoice without an order', () =>
    expect(order(submitted, invoiceIssued('I1', '100.00'))).toMatchObject({ restMinor: 10_000n }));
});
