import { formatMinor, type Money, type Reason } from '@usance/domain';
import { grouped, table } from '../table';
import type { LimitAbove, LimitHeld, LimitsUnder } from './limits-under';
import type { OrderUnder } from './orders-under';

/** What a policy makes of a seller's limits and orders. */
export interface Under {
  /** The limits in force. */
  readonly held: readonly LimitHeld[];
  readonly limits: LimitsUnder;
  readonly orders: readonly OrderUnder[];
}

/** What the policy makes of the limits in force and of the orders, for a reader. */
export const explained = ({ held, limits, orders }: Under): string =>
  ['The policy can be published.', '', ...limitLines(limits, held.length), '', ...orderLines(orders)].join('\n');

const limitLines = ({ above, elsewhere }: LimitsUnder, count: number): string[] => [
  `Limits in force: ${count}, above the cap of their buyer's grade: ${above.length}.`,
  ...under(LIMIT_COLUMNS, above.map(limitRow)),
  ...elsewhere.map(
    ({ buyer, limit }) => `${buyer}: the limit is in ${limit.currency}; requests are referred, whatever the policy says.`,
  ),
];

const LIMIT_COLUMNS = [
  { title: 'buyer' },
  { title: 'grade', right: true },
  { title: 'limit', right: true },
  { title: 'cap', right: true },
  { title: 'above', right: true },
  { title: '' },
];

const limitRow = ({ buyer, grade, limit, cap }: LimitAbove): string[] => {
  const above = { ...limit, minor: limit.minor - cap.minor };
  return [buyer, grade === undefined ? 'none' : String(grade), ...[limit, cap, above].map(figure), cap.currency];
};

const orderLines = (orders: readonly OrderUnder[]): string[] => {
  const approved = orders.filter(({ status }) => status === 'approved');
  const held = orders.filter(({ status }) => status === 'held');
  const stopped = approved.filter(({ reasons }) => reasons.length > 0);
  const freed = held.filter(({ reasons }) => reasons.length === 0);
  return [
    `Orders let through and not yet shipped: ${approved.length}, would be held: ${stopped.length}.`,
    ...orderTable(stopped),
    '',
    `Orders held: ${held.length}, would no longer be held: ${freed.length}.`,
    ...orderTable(freed),
  ];
};

const orderTable = (orders: readonly OrderUnder[]): string[] =>
  under(
    [
      { title: 'order' },
      { title: 'buyer' },
      { title: 'amount', right: true },
      { title: '' },
      { title: 'under this policy' },
      { title: `under version ${orders[0]?.inForce.version}, in force` },
    ],
    orders.map(({ orderId, buyer, amount, reasons, inForce }) => [
      orderId,
      buyer,
      figure(amount),
      amount.currency,
      verdict(reasons),
      verdict(inForce.reasons),
    ]),
  );

const verdict = (reasons: readonly Reason[]): string => reasons.map(({ code }) => code).join(', ') || 'passes';

const figure = ({ minor, currency }: Money): string => grouped(formatMinor(minor, currency));

/** The table, when there is anything in it. */
const under = (...[columns, rows]: Parameters<typeof table>): string[] => (rows.length > 0 ? [table(columns, rows)] : []);
