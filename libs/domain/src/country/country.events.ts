import type { CalendarDate, CountryEventKind, DomainEvent } from '../shared';

/** The risk of doing business with a country over the years: the economy, its institutions, politics. */
export const COUNTRY_GRADES = ['AA', 'A', 'BB', 'B', 'C', 'D'] as const;

/** A country's rating from a day on. */
export interface CountryRating {
  readonly grade: (typeof COUNTRY_GRADES)[number];
  /** The risk of the next months: 1 (low) to 4 (high). */
  readonly level: number;
  readonly effectiveOn: CalendarDate;
  readonly source: string;
}

/** The country was rated. Of two ratings from the same day the later recorded holds. */
export type CountryRated = DomainEvent<'CountryRated', CountryRating & { readonly country: string }>;

/** What happened to a country, and how long it stands. */
export interface CountryHappening {
  readonly eventId: string;
  readonly kind: CountryEventKind;
  readonly from: CalendarDate;
  /** The last day; none: it stands until further notice. */
  readonly to?: CalendarDate;
  readonly source: string;
  readonly note?: string;
}

/** Something happened to the country. */
export type CountryEventRecorded = DomainEvent<'CountryEventRecorded', CountryHappening & { readonly country: string }>;

/** The files of the buyers there were told of the event. */
export type CountryAlertsRaised = DomainEvent<
  'CountryAlertsRaised',
  {
    readonly eventId: string;
    /** How many. */
    readonly buyers: number;
  }
>;

export type CountryEvent = CountryRated | CountryEventRecorded | CountryAlertsRaised;
