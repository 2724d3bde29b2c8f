import { decider, type CalendarDate, type Decide } from '../shared';
import { closeCountryAlerts } from './close-country-alerts';
import type { CountryEvent, CountryHappening, CountryRating } from './country.events';
import { recordCountryEvent } from './record-country-event';
import { recordCountryRating } from './record-country-rating';

/** What the seller knows of a country, in the order of recording. */
export interface Country {
  readonly ratings: readonly CountryRating[];
  readonly events: readonly CountryHappening[];
  /** The events that its buyers' files were told of. */
  readonly told: readonly string[];
}

export type DecideCountry<Command> = Decide<Country, Command, CountryEvent>;

/** Folds one event into the country. */
const evolve = (country: Country, event: CountryEvent): Country => {
  switch (event.type) {
    case 'CountryRated': {
      const { country: _code, ...rating } = event.data;
      return { ...country, ratings: [...country.ratings, rating] };
    }
    case 'CountryEventRecorded': {
      const { country: _code, ...happening } = event.data;
      return { ...country, events: [...country.events, happening] };
    }
    case 'CountryAlertsRaised':
      return { ...country, told: [...country.told, event.data.eventId] };
  }
};

/** The rating that counts on a day: the one that began last; undefined before the first. */
export const ratingOn = ({ ratings }: Pick<Country, 'ratings'>, day: CalendarDate): CountryRating | undefined =>
  ratings
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .reduce<CountryRating | undefined>((best, each) => (best && best.effectiveOn > each.effectiveOn ? best : each), undefined);

/** The sanctions that stand on a day, its last day included; of several the first recorded, of none undefined. */
export const sanctionsOn = ({ events }: Pick<Country, 'events'>, day: CalendarDate): CountryHappening | undefined =>
  events.find(({ kind, from, to }) => kind === 'sanctions' && from <= day && (to === undefined || day <= to));

/** A country's context: stream `country-<seller>.<CC>`. */
export const country = decider<Country, CountryEvent>()({
  category: 'country',
  stateVersion: 1,
  id: 'country',
  initial: { ratings: [], events: [], told: [] },
  evolve,
  commands: { RecordCountryRating: recordCountryRating, RecordCountryEvent: recordCountryEvent },
  internal: { CloseCountryAlerts: closeCountryAlerts },
});
