import {
  country,
  COUNTRY_EVENT_KINDS,
  COUNTRY_GRADES,
  type CountryEventKind,
  type CountryRating,
  type RecordCountryEvent,
  type RecordCountryRating,
  type Wire,
} from '@usance/domain';
import { requestsFor } from '../commands/requests-for';
import { inOrder } from '../http/agreement';
import { Country, Day, Id, OneOf, Text, Whole } from '../http/fields';

export class RecordCountryRatingRequest implements Wire<RecordCountryRating> {
  @Country()
  country!: string;

  @OneOf(COUNTRY_GRADES, { means: 'The risk over the years; AA is the best.' })
  grade!: CountryRating['grade'];

  @Whole(1, 4, { means: 'The risk of the months to come; 1 is low, 4 is high.' })
  level!: number;

  @Day()
  effectiveOn!: string;

  @Text({ example: 'Allianz Trade' })
  source!: string;
}

export class RecordCountryEventRequest implements Wire<RecordCountryEvent> {
  @Id({ example: 'E-1' })
  eventId!: string;

  @Country()
  country!: string;

  @OneOf(COUNTRY_EVENT_KINDS)
  kind!: CountryEventKind;

  @Day()
  from!: string;

  @Day<RecordCountryEventRequest>({
    optional: true,
    means: 'The last day; absent: until further notice.',
    agrees: inOrder('from', 'to'),
  })
  to?: string;

  @Text({ example: 'central bank' })
  source!: string;

  @Text({ optional: true })
  note?: string;
}

export const countryRequests = requestsFor(country)({
  RecordCountryRating: [RecordCountryRatingRequest, 'Rates a country from a day on.'],
  RecordCountryEvent: [
    RecordCountryEventRequest,
    'Notes what happened to a country: the files of its buyers are told, and while sanctions stand their orders are declined.',
  ],
});
