import { fileOn, gradeOn, type CalendarDate } from '@usance/domain';
import { key, type ReadModels, type Stored } from '../kernel';
import { pageOf, type Page } from '../shared/answers';
import { tableByKey, type TableAnswer } from '../shared/table';
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

/** The read models that scores are answered from. */
export const SCORE_MODELS: readonly string[] = [scoresModel.name, buyersModel.name];

/** A buyer's scores in the order of recording; undefined when the buyer is not registered. */
export const scores = async (
  models: ReadModels,
  seller: string,
  { buyerId: buyer, ...page }: Page & { readonly buyerId: string },
): Promise<TableAnswer<ScoreRow> | undefined> => {
  const { collection: files } = await models.open<BuyerDocument>(buyersModel);
  const table = await tableByKey<ScoreDocument, ScoreRow>(models, scoresModel, { seller, buyer, page }, scoreRowOf);
  return (await files.findOne({ _id: key(seller, buyer) })) ? table : undefined;
};

const scoreRowOf = ({ _id, position: _position, seller: _seller, buyer: _buyer, ...row }: Stored<ScoreDocument>): ScoreRow => row;
