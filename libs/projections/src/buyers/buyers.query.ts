import { fileOn, gradeOn, type CalendarDate } from '@usance/domain';
import { keysUnder, type ReadModels, type Stored } from '../kernel';
import { cursorOf, keyOf, pageOf, type Page } from '../shared/answers';
import { buyers as buyersModel, type BuyerDocument } from './buyers.projection';
import { scores as scoresModel, type ScoreDocument } from './scores.projection';

/** A buyer in the list. */
export interface BuyerRow {
  readonly buyerId: string;
  readonly legalName: string;
  readonly country: string;
  readonly registrationId?: string;
  readonly sector?: string;
  readonly groupId?: string;
  readonly keyAccount: boolean;
  /** null: none. */
  readonly grade: number | null;
  readonly mergedInto?: string;
}

/** A page of buyers as of a day, perhaps of some only. */
export interface BuyersInput extends Page {
  readonly today: CalendarDate;
  readonly country?: string;
  readonly sector?: string;
  readonly grade?: number;
  readonly group?: string;
  /** A part of the name, the register's number or the id, whatever the case. */
  readonly q?: string;
}

/** A page of buyers, by all that is recorded up to the position. */
export interface BuyersAnswer {
  readonly position: string;
  readonly rows: readonly BuyerRow[];
  readonly nextCursor?: string;
}

/** Buyers by their ids. What a file says and its grade depend on the day, so all files of the seller are read. */
export const buyers = async (
  models: ReadModels,
  seller: string,
  { today, country, sector, grade, group, q = '', ...page }: BuyersInput,
): Promise<BuyersAnswer> => {
  const { collection, position } = await models.open<BuyerDocument>(buyersModel);
  const wanted = { country, sector, grade, groupId: group };
  const found = (await collection.find({ seller }).toArray())
    .map((document) => rowOf(document, today))
    .filter((row) =>
      Object.entries(wanted).every(([field, value]) => value === undefined || row[field as keyof BuyerRow] === value),
    )
    .filter(({ buyerId, legalName, registrationId = '' }) =>
      [buyerId, legalName, registrationId].some((text) => text.toLowerCase().includes(q.toLowerCase())),
    );
  return { position: position.toString(), ...pageOf(found, ({ buyerId }) => [buyerId], page) };
};

const rowOf = (document: BuyerDocument, day: CalendarDate): BuyerRow => {
  const { opened, updates, mergedInto } = document;
  return {
    keyAccount: false,
    ...(fileOn({ file: opened, updates }, day) ?? opened),
    grade: gradeOn(document, day)?.grade ?? null,
    ...(mergedInto !== undefined && { mergedInto }),
  };
};

/** A score as callers know it. */
export type ScoreRow = Omit<ScoreDocument, 'seller' | 'buyer'>;

/** A page of one buyer's scores. */
export interface ScoresAnswer {
  readonly position: string;
  readonly rows: readonly ScoreRow[];
  readonly nextCursor?: string;
}

/** The read models that scores are answered from. */
export const SCORE_MODELS: readonly string[] = [scoresModel.name];

/** A buyer's scores in the order of recording. */
export const scores = async (
  models: ReadModels,
  seller: string,
  { buyerId, limit, cursor }: Page & { readonly buyerId: string },
): Promise<ScoresAnswer> => {
  const { collection, position } = await models.open<ScoreDocument>(scoresModel);
  const [after] = cursor === undefined ? [] : keyOf(cursor, ['']).map(String);
  const under = keysUnder(seller, buyerId);
  const found = await collection
    .find({ _id: after === undefined ? under : { $gt: after, $lt: under.$lt } })
    .sort({ _id: 1 })
    .limit(limit + 1)
    .toArray();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor = last && found.length > rows.length ? { nextCursor: cursorOf([last._id]) } : {};
  return { position: position.toString(), rows: rows.map(scoreRowOf), ...nextCursor };
};

const scoreRowOf = ({ _id, position: _position, seller: _seller, buyer: _buyer, ...row }: Stored<ScoreDocument>): ScoreRow => row;
