import { ratingOn, sanctionsOn, type CalendarDate, type CountryHappening, type CountryRating } from '@usance/domain';
import { buyers as buyersModel, type BuyerDocument } from '../buyers/buyers.projection';
import { EXPOSURE_MODELS, exposures, type ExposureRow } from '../exposure/exposure.query';
import { key, type ReadModels } from '../kernel';
import { amountOf, leastOf, minorOf, pageOf, type Page } from '../shared/answers';
import { countries as countriesModel, unknownCountry, type CountryDocument } from './countries.projection';

/** A country as of a day: its rating, null while it has none, and whether sanctions stand. */
export interface CountryRow {
  readonly country: string;
  readonly grade: CountryRating['grade'] | null;
  readonly level: number | null;
  readonly effectiveOn?: CalendarDate;
  readonly source?: string;
  readonly sanctioned: boolean;
}

/** A page of countries, by all that is recorded up to the position. */
export interface CountriesAnswer {
  readonly position: string;
  readonly rows: readonly CountryRow[];
  readonly nextCursor?: string;
}

/** What the buyers of a country owe in one currency. Decimal strings. */
export interface CountryExposure {
  readonly currency: string;
  readonly open: string;
  readonly overdue: string;
  readonly used: string;
}

/** A country as of a day, what happened to it, who is there and what they owe. */
export interface CountryAnswer extends CountryRow {
  readonly position: string;
  /** In the order of recording. */
  readonly events: readonly CountryHappening[];
  /** The ids of the buyers there. */
  readonly buyers: readonly string[];
  readonly exposure: readonly CountryExposure[];
}

/** The read models that countries are answered from, and one of them with its buyers. */
export const COUNTRY_MODELS: readonly string[] = [countriesModel.name];
export const ONE_COUNTRY_MODELS: readonly string[] = [...new Set([countriesModel.name, buyersModel.name, ...EXPOSURE_MODELS])];

/** The countries that something is known of, by their codes. */
export const countries = async (
  models: ReadModels,
  seller: string,
  { today, ...page }: Page & { readonly today: CalendarDate },
): Promise<CountriesAnswer> => {
  const { collection, position } = await models.open<CountryDocument>(countriesModel);
  const rows = (await collection.find({ seller }).toArray()).map((document) => rowOf(document, today));
  return { position: position.toString(), ...pageOf(rows, ({ country }) => [country], page) };
};

const rowOf = (document: CountryDocument, day: CalendarDate): CountryRow => {
  const { grade = null, level = null, ...rest } = ratingOn(document, day) ?? {};
  return { country: document.country, grade, level, ...rest, sanctioned: sanctionsOn(document, day) !== undefined };
};

/** One country; undefined when nothing is known of it and no buyer is there. */
export const countryOf = async (
  models: ReadModels,
  seller: string,
  { country, today }: { country: string; today: CalendarDate },
): Promise<CountryAnswer | undefined> => {
  const { collection, position } = await models.open<CountryDocument>(countriesModel);
  const document = await collection.findOne({ _id: key(seller, country) });
  const files = await models.open<BuyerDocument>(buyersModel);
  const there = await files.collection.find({ seller, country }).sort({ _id: 1 }).toArray();
  if (!document && there.length === 0) return undefined;
  const ids = new Set(there.map(({ buyerId }) => buyerId));
  const owed = await exposures(models, seller, { today, sort: '-used', limit: Number.MAX_SAFE_INTEGER });
  const { events } = document ?? unknownCountry({ seller, entity: country });
  return {
    position: leastOf(position, files.position, BigInt(owed.position)),
    ...rowOf(document ?? unknownCountry({ seller, entity: country }), today),
    events,
    buyers: [...ids],
    exposure: summed(owed.rows.filter(({ buyer }) => ids.has(buyer))),
  };
};

/** The figures of accounts by currency; an account without a currency owes nothing. */
const summed = (rows: readonly ExposureRow[]): CountryExposure[] => {
  const currencies = [...new Set(rows.flatMap(({ currency }) => currency ?? []))].sort();
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const sum = (figure: 'open' | 'overdue' | 'used'): string =>
      amountOf(
        own.reduce((total, row) => total + minorOf(row[figure]), 0n),
        currency,
      );
    return { currency, open: sum('open'), overdue: sum('overdue'), used: sum('used') };
  });
};
