import type { DecideCountry } from './country';
import type { CountryHappening } from './country.events';

/**
 * Notes what happened to a country: the files of all buyers there are told, and while sanctions stand their orders are declined. An
 * event that is recorded already is nothing to do.
 * Source: domain.md C41.
 */
export interface RecordCountryEvent extends CountryHappening {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export const recordCountryEvent: DecideCountry<RecordCountryEvent> = ({ events }, happening) => {
  if (events.some(({ eventId }) => eventId === happening.eventId)) return [];
  return [{ type: 'CountryEventRecorded', data: happening }];
};
