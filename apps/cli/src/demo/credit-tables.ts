import { callApi } from '../client/http';
import { grouped, table } from '../table';

type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '–');

const codes = (reasons: unknown): string =>
  (reasons as readonly { readonly code: string }[]).map(({ code }) => code).join(', ') || '–';

const rowsOf = async (http: string, seller: string, path: string): Promise<readonly Row[]> =>
  (await callApi<{ rows: readonly Row[] }>(http, `/v1/sellers/${seller}/${path}`)).rows;

/** A buyer's requests for limits: what was asked, what the policy advised, what was given, and by whom. */
export const requestsTable = async (http: string, seller: string, buyer: string): Promise<string> => {
  const rows = await rowsOf(http, seller, `limit-requests?buyer=${buyer}`);
  const amounts = ['asked', 'advised', 'granted'].map((title) => ({ title, right: true }));
  return table(
    [{ title: 'request' }, { title: 'kind' }, ...amounts, { title: 'outcome' }, { title: 'by' }, { title: 'why not at once' }],
    rows.map(({ requestId, kind, requested, advice, granted, outcome, approver, reasons }) => [
      text(requestId),
      text(kind),
      ...[requested, (advice as Row).amount, granted].map((amount) => grouped(text(amount))),
      text(outcome),
      typeof approver === 'object' && approver !== null ? text((approver as Row).level) : text(approver),
      codes(reasons),
    ]),
  );
};

/** A buyer's orders: what was decided, why, and what is left. */
export const ordersTable = async (http: string, seller: string, buyer: string): Promise<string> => {
  const rows = await rowsOf(http, seller, `orders?buyer=${buyer}`);
  const amounts = ['amount', 'shipped', 'invoiced', 'rest'].map((title) => ({ title, right: true }));
  return table(
    [{ title: 'order' }, { title: 'ordered on' }, ...amounts, { title: 'status' }, { title: 'reasons when it was placed' }],
    rows.map(({ orderId, orderedOn, amount, shipped, invoiced, rest, status, reasons }) => [
      text(orderId),
      text(orderedOn),
      ...[amount, shipped, invoiced, rest].map((each) => grouped(text(each))),
      text(status),
      codes(reasons),
    ]),
  );
};

/** A buyer's alerts, the newest first. */
export const alertsTable = async (http: string, seller: string, buyer: string): Promise<string> => {
  const rows = await rowsOf(http, seller, `alerts?buyer=${buyer}&limit=500`);
  return table(
    [
      { title: 'raised on' },
      { title: 'alert' },
      { title: 'severity' },
      { title: 'value', right: true },
      { title: 'level', right: true },
    ],
    rows.map(({ raisedOn, alertId, severity, value, threshold }) => [raisedOn, alertId, severity, value, threshold].map(text)),
  );
};

/** The days on which a buyer's grade changed, from its own stream. */
export const gradeTable = async (http: string, seller: string, buyer: string): Promise<string> => {
  const { events } = await callApi<{ events: readonly { readonly type: string; readonly data: Row }[] }>(
    http,
    `/v1/sellers/${seller}/history?stream=buyer-${seller}.${buyer}&limit=500`,
  );
  const told = events.flatMap(({ type, data }): string[][] => {
    if (type === 'BuyerScored') return [[text(data.scoredOn), `scored ${text(data.score)}`, text(data.grade)]];
    if (type === 'GradeOverridden') return [[text(data.validFrom), `overridden until ${text(data.validTo)}`, text(data.grade)]];
    return type === 'GradeOverrideEnded' ? [[text(data.today), 'the override ended', 'as scored']] : [];
  });
  return table([{ title: 'on' }, { title: 'what' }, { title: 'grade', right: true }], told);
};
