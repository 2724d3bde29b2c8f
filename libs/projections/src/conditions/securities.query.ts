import { isValidOn, type CalendarDate, type SecurityKind } from '@usance/domain';
import type { ReadModels } from '../kernel';
import { amountOf, pageOf, type Page } from '../shared/answers';
import type { TableAnswer } from '../shared/table';
import { securities as securitiesModel, type SecurityDocument } from './securities.projection';

/** How a security stands on a day. */
export type SecurityStatus = 'valid' | 'expired' | 'released' | 'future';

/** A security on a day. The amount is a decimal string in `currency`. */
export interface SecurityRow {
  readonly securityId: string;
  readonly buyerId: string;
  readonly kind: SecurityKind;
  readonly currency: string;
  readonly amount: string;
  readonly issuer?: string;
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
  readonly releasedOn?: CalendarDate;
  readonly status: SecurityStatus;
}

/** A page of the securities as of a day, perhaps of one status or one buyer only. */
export interface SecuritiesInput extends Page {
  readonly today: CalendarDate;
  readonly status?: SecurityStatus;
  readonly buyer?: string;
}

/** The read models that securities are answered from. */
export const SECURITY_MODELS: readonly string[] = [securitiesModel.name];

/** Securities as of a day, by buyer and id. Their status depends on the day, so all that may be asked for are read. */
export const securities = async (
  models: ReadModels,
  seller: string,
  { today, status, buyer, ...page }: SecuritiesInput,
): Promise<TableAnswer<SecurityRow>> => {
  const { collection, position } = await models.open<SecurityDocument>(securitiesModel);
  const found = await collection.find({ seller, ...(buyer !== undefined && { buyer }) }).toArray();
  const fit = status === undefined ? found : found.filter((security) => statusOn(security, today) === status);
  const { rows, nextCursor } = pageOf(fit, ({ _id }) => [_id], page);
  return {
    position: position.toString(),
    rows: rows.map((security) => rowOf(security, today)),
    ...(nextCursor !== undefined && { nextCursor }),
  };
};

const statusOn = (security: SecurityDocument, day: CalendarDate): SecurityStatus => {
  if (isValidOn({ ...security, expired: false }, day)) return 'valid';
  const { from, releasedOn } = security;
  if (releasedOn !== undefined && releasedOn <= day) return 'released';
  return from > day ? 'future' : 'expired';
};

const rowOf = (security: SecurityDocument, today: CalendarDate): SecurityRow => {
  const { securityId, buyer, kind, currency, minor, issuer, from, to, releasedOn } = security;
  return {
    securityId,
    buyerId: buyer,
    kind,
    currency,
    amount: amountOf(minor, currency),
    ...(issuer !== undefined && { issuer }),
    validFrom: from,
    ...(to !== undefined && { validTo: to }),
    ...(releasedOn !== undefined && { releasedOn }),
    status: statusOn(security, today),
  };
};
