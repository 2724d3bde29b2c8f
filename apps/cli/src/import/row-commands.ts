import { latest, type CalendarDate } from '@usance/domain';
import type { ImportMap } from './import-map';
import { amountField, dateField, RowFault, textField, type DateSource, type Field, type Row, type TextSource } from './values';

/** A command as a line of the batch endpoint has it. */
export interface ImportLine {
  readonly command: string;
  /** Derived from the seller, the file's own ids and the command: sending the file again changes nothing. */
  readonly idempotencyKey: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A command made from a row, and the day that puts it in its place: nothing of an invoice comes before the day of its issue. */
export interface DatedCommand {
  readonly on: CalendarDate;
  readonly line: ImportLine;
}

/** One kind of command that a row may lead to. */
export interface Step {
  readonly command: string;
  /** Only the buyer's first row leads to it. */
  readonly oncePerBuyer?: boolean;
  readonly from: (row: Row) => DatedCommand | undefined;
}

/**
 * What a row leads to, in the order in which commands of the same day take effect:
 * the buyer, its limit, the invoice, its dispute, the end of the dispute, the payment.
 */
export const stepsOf = (map: ImportMap, seller: string): readonly Step[] => {
  const fields = fieldsOf(map, seller);
  return [
    registerBuyer(map, fields),
    grantLimit(map, fields),
    recordInvoice(map, fields),
    raiseDispute(map, fields),
    resolveDispute(map, fields),
    recordPayment(map, fields),
  ].filter((step) => step !== undefined);
};

const ALWAYS_FIRST: CalendarDate = '1000-01-01';

/** Readers of the map's fields, and of those that every step needs. */
const fieldsOf = (map: ImportMap, seller: string) => {
  const text = (field: string, source: TextSource | undefined): Field<string> =>
    source ? textField(field, source) : () => undefined;
  const date = (field: string, source: DateSource | undefined): Field<CalendarDate> =>
    source ? dateField(field, source, map.dates) : () => undefined;
  const currency = textField('currency', map.currency);
  return {
    text,
    date,
    amount: (field: string, column: string) => required(field, amountField(field, column, currency, map.amounts)),
    buyerId: required('buyer.id', text('buyer.id', map.buyer.id)),
    invoiceId: required('invoice.id', text('invoice.id', map.invoice.id)),
    issuedOn: required('invoice.issuedOn', date('invoice.issuedOn', map.invoice.issuedOn)),
    line: (command: string, naturalId: readonly string[], payload: ImportLine['payload']): ImportLine => ({
      command,
      idempotencyKey: ['import', seller, command, ...naturalId].join('/'),
      payload,
    }),
  };
};

type Fields = ReturnType<typeof fieldsOf>;

const required =
  <T>(field: string, read: Field<T>): ((row: Row) => T) =>
  (row) => {
    const value = read(row);
    if (value === undefined) throw new RowFault(field, 'is empty');
    return value;
  };

const registerBuyer = ({ buyer }: ImportMap, { text, buyerId, line }: Fields): Step => {
  const legalName = required('buyer.legalName', text('buyer.legalName', buyer.legalName));
  const country = required('buyer.country', text('buyer.country', buyer.country));
  const registrationId = text('buyer.registrationId', buyer.registrationId);
  const sector = text('buyer.sector', buyer.sector);
  return {
    command: 'RegisterBuyer',
    oncePerBuyer: true,
    from: (row) => {
      const id = buyerId(row);
      const file = {
        buyerId: id,
        legalName: legalName(row),
        country: country(row),
        registrationId: registrationId(row),
        sector: sector(row),
      };
      return { on: ALWAYS_FIRST, line: line('RegisterBuyer', [id], file) };
    },
  };
};

const grantLimit = ({ limit }: ImportMap, { date, amount, buyerId, line }: Fields): Step | undefined => {
  if (!limit) return undefined;
  const granted = amount('limit.amount', limit.amount);
  const validFrom = required('limit.validFrom', date('limit.validFrom', limit.validFrom));
  const validTo = date('limit.validTo', limit.validTo);
  return {
    command: 'GrantLimit',
    oncePerBuyer: true,
    from: (row) => {
      const id = buyerId(row);
      const terms = { buyerId: id, amount: granted(row), validFrom: validFrom(row), validTo: validTo(row) };
      return { on: ALWAYS_FIRST, line: line('GrantLimit', [id], terms) };
    },
  };
};

const recordInvoice = ({ invoice }: ImportMap, { text, date, amount, buyerId, invoiceId, issuedOn, line }: Fields): Step => {
  const invoiced = amount('invoice.amount', invoice.amount);
  const dueOn = required('invoice.dueOn', date('invoice.dueOn', invoice.dueOn));
  const shippedOn = date('invoice.shippedOn', invoice.shippedOn);
  const reference = text('invoice.reference', invoice.reference);
  return {
    command: 'RecordInvoice',
    from: (row) => {
      const ids = { buyerId: buyerId(row), invoiceId: invoiceId(row) };
      const on = issuedOn(row);
      const details = {
        amount: invoiced(row),
        issuedOn: on,
        dueOn: dueOn(row),
        shippedOn: shippedOn(row),
        reference: reference(row),
      };
      return { on, line: line('RecordInvoice', [ids.buyerId, ids.invoiceId], { ...ids, ...details }) };
    },
  };
};

const isDisputed = ({ dispute }: ImportMap, row: Row): boolean =>
  dispute !== undefined && dispute.when.is.includes(row[dispute.when.column]?.trim() ?? '');

const raiseDispute = (map: ImportMap, { text, date, buyerId, invoiceId, issuedOn, line }: Fields): Step | undefined => {
  if (!map.dispute) return undefined;
  const raisedOn = required('dispute.raisedOn', date('dispute.raisedOn', map.dispute.raisedOn));
  const reason = required('dispute.reason', text('dispute.reason', map.dispute.reason));
  return {
    command: 'RaiseDispute',
    from: (row) => {
      if (!isDisputed(map, row)) return undefined;
      const raised = { buyerId: buyerId(row), invoiceId: invoiceId(row), raisedOn: raisedOn(row), reason: reason(row) };
      return {
        on: latest(raised.raisedOn, issuedOn(row)),
        line: line('RaiseDispute', [raised.buyerId, raised.invoiceId], raised),
      };
    },
  };
};

const resolveDispute = (map: ImportMap, { text, date, buyerId, invoiceId, issuedOn, line }: Fields): Step | undefined => {
  if (!map.dispute?.resolvedOn) return undefined;
  const raisedOn = required('dispute.raisedOn', date('dispute.raisedOn', map.dispute.raisedOn));
  const resolvedOn = date('dispute.resolvedOn', map.dispute.resolvedOn);
  const outcome = required('dispute.outcome', text('dispute.outcome', map.dispute.outcome ?? { text: 'rejected' }));
  return {
    command: 'ResolveDispute',
    from: (row) => {
      const on = isDisputed(map, row) ? resolvedOn(row) : undefined;
      if (on === undefined) return undefined;
      const resolved = { buyerId: buyerId(row), invoiceId: invoiceId(row), resolvedOn: on, outcome: outcome(row) };
      const place = latest(on, raisedOn(row), issuedOn(row));
      return { on: place, line: line('ResolveDispute', [resolved.buyerId, resolved.invoiceId], resolved) };
    },
  };
};

const recordPayment = (
  { payment }: ImportMap,
  { text, date, amount, buyerId, invoiceId, issuedOn, line }: Fields,
): Step | undefined => {
  if (!payment) return undefined;
  const paymentId = required('payment.id', text('payment.id', payment.id));
  const paid = amount('payment.amount', payment.amount);
  const paidOn = date('payment.paidOn', payment.paidOn);
  const reference = text('payment.reference', payment.reference);
  return {
    command: 'RecordPayment',
    from: (row) => {
      const on = paidOn(row);
      if (on === undefined) return undefined;
      const money = {
        buyerId: buyerId(row),
        paymentId: paymentId(row),
        amount: paid(row),
        paidOn: on,
        reference: reference(row),
      };
      const choices = { invoice: [{ invoiceId: invoiceId(row), amount: money.amount }], oldest: undefined, none: [] };
      const received = { ...money, allocations: choices[payment.allocate] };
      return { on: latest(on, issuedOn(row)), line: line('RecordPayment', [money.buyerId, money.paymentId], received) };
    },
  };
};
