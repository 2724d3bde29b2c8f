import type { AlertSeverity, AlertStatus } from '@usance/domain';
import type { ReadModels, Stored } from '../kernel';
import { cursorOf, keyOf, type Page } from '../shared/answers';
import { alerts as alertsModel, type AlertDocument } from './alerts.projection';

/** An alert as callers know it. */
export type AlertRow = Omit<AlertDocument, 'seller' | 'buyer'> & { readonly buyerId: string };

/** A page of alerts, perhaps of some only. */
export interface AlertsInput extends Page {
  readonly status?: AlertStatus;
  readonly severity?: AlertSeverity;
  readonly buyer?: string;
}

/** A page of alerts, by all that is recorded up to the position. */
export interface AlertsAnswer {
  readonly position: string;
  readonly rows: readonly AlertRow[];
  readonly nextCursor?: string;
}

/** The read models that alerts are answered from. */
export const ALERT_MODELS: readonly string[] = [alertsModel.name];

/** Alerts, the latest raised first. */
export const alerts = async (
  models: ReadModels,
  seller: string,
  { limit, cursor, ...asked }: AlertsInput,
): Promise<AlertsAnswer> => {
  const { collection, position } = await models.open<AlertDocument>(alertsModel);
  const wanted = Object.fromEntries(Object.entries(asked).map(([field, value]) => [field, { $eq: value }]));
  const [raisedOn, id] = cursor === undefined ? [] : keyOf(cursor, ['', '']).map(String);
  const after =
    raisedOn === undefined || id === undefined ? {} : { $or: [{ raisedOn: { $lt: raisedOn } }, { raisedOn, _id: { $gt: id } }] };
  const found = await collection
    .find({ seller, ...wanted, ...after })
    .sort({ raisedOn: -1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor = last && found.length > rows.length ? { nextCursor: cursorOf([last.raisedOn, last._id]) } : {};
  return { position: position.toString(), rows: rows.map(rowOf), ...nextCursor };
};

const rowOf = ({ _id, position: _position, seller: _seller, buyer, ...alert }: Stored<AlertDocument>): AlertRow => ({
  buyerId: buyer,
  ...alert,
});
