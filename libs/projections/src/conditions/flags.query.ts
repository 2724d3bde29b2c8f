import type { ReadModels } from '../kernel';
import type { Page } from '../shared/answers';
import { tableByKey, type TableAnswer } from '../shared/table';
import { flags as flagsModel, type FlagDocument } from './flags.projection';

/** A suspicion of fraud; cleared, with who cleared it and why. */
export interface FlagRow extends Omit<FlagDocument, 'seller' | 'buyer'> {
  readonly buyerId: string;
}

/** A page of the flags, perhaps of one status or one buyer only. */
export interface FlagsInput extends Page {
  readonly status?: FlagDocument['status'];
  readonly buyer?: string;
}

/** The read models that flags are answered from. */
export const FLAG_MODELS: readonly string[] = [flagsModel.name];

/** Fraud flags, by buyer and id. */
export const flags = (
  models: ReadModels,
  seller: string,
  { status, buyer, ...page }: FlagsInput,
): Promise<TableAnswer<FlagRow>> => {
  const fit = status === undefined ? {} : { status };
  return tableByKey<FlagDocument, FlagRow>(models, flagsModel, { seller, buyer, fit, page }, (document) => {
    const { _id, position: _position, seller: _seller, buyer: buyerId, ...said } = document;
    return { ...said, buyerId };
  });
};
