import type { DecideCountry } from './country';
import type { CountryRating } from './country.events';

/**
 * Rates a country from a day on, as its source does: a grade for the years, a level for the months to come. A rating that is
 * recorded already is nothing to do.
 * Source: domain.md C41, 2.9.
 */
export interface RecordCountryRating extends CountryRating {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export const recordCountryRating: DecideCountry<RecordCountryRating> = ({ ratings }, { country, ...rating }) => {
  const isKnown = ratings.some((each) => FIELDS.every((field) => each[field] === rating[field]));
  return isKnown ? [] : [{ type: 'CountryRated', data: { country, ...rating } }];
};

const FIELDS = ['grade', 'level', 'effectiveOn', 'source'] as const;
