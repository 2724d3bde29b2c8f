import type { CountryEvent, CountryHappening, CountryRating } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { onEntity, projection } from '../kernel';

/** A country: its ratings and what happened to it, in the order of recording. */
export interface CountryDocument {
  readonly seller: string;
  readonly country: string;
  readonly ratings: readonly CountryRating[];
  readonly events: readonly CountryHappening[];
}

/** A country of which nothing is known. */
export const unknownCountry = ({ seller, entity }: Pick<RecordedEvent, 'seller' | 'entity'>): CountryDocument => ({
  seller,
  country: entity,
  ratings: [],
  events: [],
});

/** The countries that buyers may be in. */
export const countries = projection<CountryDocument, CountryEvent>()({
  name: 'countries',
  version: 1,
  indexes: [{ key: { seller: 1, _id: 1 } }],
  on: onEntity({
    CountryRated: (doc, event) => {
      const { country: _code, ...rating } = event.data;
      const before = doc ?? unknownCountry(event);
      return { ...before, ratings: [...before.ratings, rating] };
    },
    CountryEventRecorded: (doc, event) => {
      const { country: _code, ...happening } = event.data;
      const before = doc ?? unknownCountry(event);
      return { ...before, events: [...before.events, happening] };
    },
  }),
});
