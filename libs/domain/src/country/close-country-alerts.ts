import type { DecideCountry } from './country';

/** Notes that the files of the buyers there were told of the event; once. */
export interface CloseCountryAlerts {
  readonly country: string;
  readonly eventId: string;
  /** How many. */
  readonly buyers: number;
}

export const closeCountryAlerts: DecideCountry<CloseCountryAlerts> = ({ told }, { eventId, buyers }) =>
  told.includes(eventId) ? [] : [{ type: 'CountryAlertsRaised', data: { eventId, buyers } }];
