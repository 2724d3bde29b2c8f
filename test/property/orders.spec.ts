import fc from 'fast-check';
import { restOf, takesCredit, unbilled, type Account, type AccountEvent, type Order } from '@usance/domain';
import { availableOn, takenBeyondTheLimit } from '../spec/account/credit-oracle';
import { evolveAll, live } from '../spec/account/life';
import { OrdersOnPaper, type Place } from '../spec/account/order-oracle';
import { ordering } from '../spec/account/random';

/** Where the account has what of an order. */
const placesOf = (order: Order): Record<Place, bigint> => {
  const places = { held: 0n, later: 0n, order: 0n, shipped: unbilled(order), invoiced: order.invoiced };
  const cancelled = order.ordered - order.amount;
  const rest = restOf(order);
  if (order.status === 'declined') return { ...places, cancelled: cancelled + rest };
  if (order.status === 'held') return { ...places, cancelled, held: rest };
  return takesCredit(order) ? { ...places, cancelled, order: rest } : { ...places, cancelled, later: rest };
};

const OF_THE_LIMIT = new Set([
  'LIMIT_EXCEEDED',
  'NO_LIMIT',
  'LIMIT_NOT_YET_VALID',
  'LIMIT_EXPIRED',
  'LIMIT_REFUSED',
  'LIMIT_WITHDRAWN',
]);

/** Each event of a life, with those before it. */
const eachOf = (events: readonly AccountEvent[], check: (event: AccountEvent, before: readonly AccountEvent[]) => void): void =>
  events.forEach((event, index) => check(event, events.slice(0, index)));

/** Holds after every command of every life. */
const always = (check: (state: Account, events: readonly AccountEvent[]) => void): void =>
  fc.assert(
    fc.property(ordering, (commands) => {
      let events: AccountEvent[] = [];
      for (const step of live(commands).steps) {
        if (step.events.length === 0) continue;
        events = [...events, ...step.events];
        check(evolveAll(step.before, step.events), events);
      }
    }),
    { numRuns: 300 },
  );

describe('whatever becomes of orders', () => {
  it('no approval takes more than is available', () =>
    fc.assert(
      fc.property(ordering, (commands) => expect(takenBeyondTheLimit(live(commands).events)).toEqual([])),
      { numRuns: 500 },
    ));

  it('each cent of an order is in one place, where a clerk would have it', () =>
    always(({ orders }, events) => {
      const onPaper = new OrdersOnPaper(events).places;
      expect(new Map(orders.map(placesOf))).toEqual(onPaper);
      for (const [id, { ordered }] of orders) expect(Object.values(onPaper.get(id) ?? {}).reduce((a, b) => a + b)).toBe(ordered);
    }));

  it('what they take of the credit is the sum over them', () =>
    always(({ balances, orders }) => {
      const { ordered, shipped } = balances.EUR ?? { ordered: 0n, shipped: 0n };
      const places = [...orders.values()].map(placesOf);
      expect(ordered).toBe(places.reduce((sum, { order }) => sum + order, 0n));
      expect(shipped).toBe(places.reduce((sum, place) => sum + place.shipped, 0n));
    }));

  it('an order is decided on what was available, and names the limit when it does not fit, and only then', () =>
    fc.assert(
      fc.property(ordering, (commands) =>
        eachOf(live(commands).events, (event, before) => {
          if (event.type !== 'OrderSubmitted') return;
          const { amount, orderedOn, decision } = event.data;
          const available = availableOn(before, orderedOn);
          expect(decision.available.minor).toBe(available);
          const codes = decision.reasons.filter(({ code }) => OF_THE_LIMIT.has(code));
          expect(codes).toHaveLength(decision.laterOn === undefined && amount.minor > available ? 1 : 0);
        }),
      ),
      { numRuns: 300 },
    ));

  it('what a cancellation frees is what was neither shipped nor billed', () =>
    fc.assert(
      fc.property(ordering, (commands) =>
        eachOf(live(commands).events, (event, before) => {
          if (event.type !== 'OrderCancelled') return;
          const places = new OrdersOnPaper(before).places.get(event.data.orderId);
          expect(event.data.freed.minor).toBe((places?.held ?? 0n) + (places?.later ?? 0n) + (places?.order ?? 0n));
        }),
      ),
      { numRuns: 300 },
    ));

  // What the properties are worth: orders do get to every place, and from some of them back.
  it('gets them to every place in the lives that are tried', () => {
    const stays = fc
      .sample(ordering, { seed: 7, numRuns: 300 })
      .flatMap((commands) => [...new OrdersOnPaper(live(commands).events).places.values()]);
    const places = Object.keys(stays[0] ?? {}) as Place[];
    for (const place of places) expect([place, stays.filter((stay) => stay[place] > 0n).length > 20]).toEqual([place, true]);
    expect(places).toHaveLength(6);
  });

  it('holds some again, by the horizon and by the end of a security', () => {
    const checks = fc
      .sample(ordering, { seed: 7, numRuns: 600 })
      .flatMap((commands) => live(commands).events)
      .flatMap((event) => (event.type === 'OrderChecked' ? [`${event.data.cause} ${event.data.decision.outcome}`] : []));
    expect([...new Set(checks)].sort()).toEqual(['horizon_reached approve', 'horizon_reached refer', 'security_ended refer']);
  });
});
