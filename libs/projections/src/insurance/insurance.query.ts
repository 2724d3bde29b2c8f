import type { CalendarDate, ClaimCause, MoneyJson } from '@usance/domain';
import { key, type ReadModels } from '../kernel';
import { amountOf, cursorOf, keyOf, type Page } from '../shared/answers';
import { claims as claimsModel, type ClaimDocument } from './claims.projection';
import { policies, type PolicyDocument } from './policies.projection';

/** A policy's terms as the caller of the api reads them. */
export interface PolicyAnswer extends Omit<PolicyDocument, 'seller' | 'maximumLiabilityMinor'> {
  readonly position: string;
  readonly maximumLiability: MoneyJson;
}

/** A claim as it stands. Amounts are decimal strings in `currency`. */
export interface ClaimRow {
  readonly claimId: string;
  readonly policyId: string;
  readonly buyer: string;
  readonly cause: ClaimCause;
  readonly status: ClaimDocument['status'];
  readonly filedOn: CalendarDate;
  readonly insolvencyOn?: CalendarDate;
  readonly currency: string;
  /** The sum of what was open on the invoices. */
  readonly claimed: string;
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly open: string;
    readonly issuedOn: CalendarDate;
    readonly dueOn: CalendarDate;
  }[];
}

/** A page of the claims, perhaps of one status only. */
export interface ClaimsInput extends Page {
  readonly status?: ClaimDocument['status'];
}

/** A page of claims, by all that is recorded up to the position. */
export interface ClaimsAnswer {
  readonly position: string;
  readonly rows: readonly ClaimRow[];
  readonly nextCursor?: string;
}

/** The read models that a policy is answered from. */
export const POLICY_MODELS: readonly string[] = [policies.name];

/** A policy's terms; undefined when none is bound under this id. */
export const policyOf = async (
  models: ReadModels,
  seller: string,
  { policyId }: { policyId: string },
): Promise<PolicyAnswer | undefined> => {
  const { collection, position } = await models.open<PolicyDocument>(policies);
  const document = await collection.findOne({ _id: key(seller, policyId) }, { projection: { _id: 0, position: 0, seller: 0 } });
  if (!document) return undefined;
  const { maximumLiabilityMinor, ...terms } = document as Omit<PolicyDocument, 'seller'>;
  const maximumLiability = { amount: amountOf(maximumLiabilityMinor, terms.currency), currency: terms.currency };
  return { ...terms, maximumLiability, position: position.toString() };
};

/** The read models that claims are answered from. */
export const CLAIM_MODELS: readonly string[] = [claimsModel.name];

/** A claim; undefined when none is filed under this id. */
export const claimOf = async (
  models: ReadModels,
  seller: string,
  { claimId }: { claimId: string },
): Promise<(ClaimRow & { position: string }) | undefined> => {
  const { collection, position } = await models.open<ClaimDocument>(claimsModel);
  const document = await collection.findOne({ _id: key(seller, claimId) });
  return document ? { position: position.toString(), ...rowOf(document) } : undefined;
};

/** Claims, the latest filed first. */
export const claims = async (
  models: ReadModels,
  seller: string,
  { status, limit, cursor }: ClaimsInput,
): Promise<ClaimsAnswer> => {
  const { collection, position } = await models.open<ClaimDocument>(claimsModel);
  const [filedOn, id] = cursor === undefined ? [] : keyOf(cursor, ['', '']).map(String);
  const after =
    filedOn === undefined || id === undefined ? {} : { $or: [{ filedOn: { $lt: filedOn } }, { filedOn, _id: { $gt: id } }] };
  const found = await collection
    .find({ seller, ...(status === undefined ? {} : { status: { $eq: status } }), ...after })
    .sort({ filedOn: -1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor = last && found.length > rows.length ? { nextCursor: cursorOf([last.filedOn, last._id]) } : {};
  return { position: position.toString(), rows: rows.map(rowOf), ...nextCursor };
};

const rowOf = ({
  claimId,
  policyId,
  buyer,
  cause,
  status,
  filedOn,
  insolvencyOn,
  currency,
  claimedMinor,
  invoices,
}: ClaimDocument): ClaimRow => ({
  claimId,
  policyId,
  buyer,
  cause,
  status,
  filedOn,
  ...(insolvencyOn === undefined ? {} : { insolvencyOn }),
  currency,
  claimed: amountOf(claimedMinor, currency),
  invoices: invoices.map(({ openMinor, ...invoice }) => ({ ...invoice, open: amountOf(openMinor, currency) })),
});
