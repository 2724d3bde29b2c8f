/** What can happen to a country that its buyers' debts suffer from. */
export const COUNTRY_EVENT_KINDS = ['fx_control', 'import_ban', 'moratorium', 'war', 'sanctions', 'other'] as const;

export type CountryEventKind = (typeof COUNTRY_EVENT_KINDS)[number];
